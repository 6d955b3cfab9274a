import { beforeAnySending } from './database-failures.ts'
import type { ErrorCode } from './errors.ts'
import { performRequest } from './perform-request.ts'

const statusOf: Partial<Record<ErrorCode, number>> = {
	invalid_input: 400,
	not_signed_in: 401,
	forbidden: 403,
	step_up_needed: 403,
	not_found: 404,
	conflict: 409,
	too_many_requests: 429,
	internal: 500,
}

const uncached = { 'cache-control': 'private, no-store' }

interface JsonInit {
	status?: number
	headers?: Record<string, string>
}

/** Performs a GET route's work: the data as JSON, or `{code, message, requestId}` with a fitting status. */
export async function runRoute<T>(name: string, perform: () => Promise<T>): Promise<Response> {
	return answerRoute(name, async () => json(await perform()))
}

/** The same for a route that answers in plain text, of another type where `contentType` says so. */
export async function runTextRoute(
	name: string,
	perform: () => Promise<string>,
	contentType = 'text/plain; charset=utf-8',
): Promise<Response> {
	return answerRoute(
		name,
		async () => new Response(await perform(), { headers: { ...uncached, 'content-type': contentType } }),
	)
}

/** The same for a route that makes its answer itself. A route reads: where the database is away, nothing was sent. */
export async function answerRoute(name: string, perform: () => Promise<Response>): Promise<Response> {
	const performed = await performRequest('route', name, () => beforeAnySending(perform))
	if (performed.ok) return performed.data
	const { failure, retryAfterS } = performed
	return json(failure, {
		status: statusOf[failure.code] ?? 503,
		headers: retryAfterS ? { 'retry-after': String(retryAfterS) } : {},
	})
}

/** With its length told, a small answer is sent as it is: compressing it would cost more than it saves. */
function json(data: unknown, { status = 200, headers = {} }: JsonInit = {}): Response {
	const text = JSON.stringify(data)
	const length = String(Buffer.byteLength(text))
	return new Response(text, {
		status,
		headers: { ...uncached, 'content-type': 'application/json', 'content-length': length, ...headers },
	})
}
