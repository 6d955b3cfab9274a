import type { ErrorCode } from '#lib/errors.ts'

/** A read that the console refused or could not serve. `message` is a sentence for the person. */
export class ReadError extends Error {
	readonly code: ErrorCode | 'offline'

	constructor(code: ErrorCode | 'offline', message: string) {
		super(message)
		this.name = 'ReadError'
		this.code = code
	}
}

function isFailure(body: unknown): body is { code: ErrorCode; message: string } {
	return typeof body === 'object' && body !== null && 'code' in body && 'message' in body
}

/** Reads one of the console's own GET routes; its failures come as `ReadError` with the route's own sentence. */
export async function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
	let response: Response
	try {
		response = await fetch(path, { signal, headers: { accept: 'application/json' } })
	} catch (error) {
		if (signal.aborted) throw error
		throw new ReadError('offline', 'The console could not be reached. Check the connection.')
	}
	const body: unknown = await response.json().catch(() => null)
	// The shape is the route's own declared type: page and route are built and shipped together.
	if (response.ok && body !== null) return body as T
	if (isFailure(body)) throw new ReadError(body.code, body.message)
	throw new ReadError('internal', `The console answered ${response.status} without saying why. Try again.`)
}
