import { writeExactJson } from '../exact-json.ts'

/** A failure in the pod's own shape: `{code, message}` with the status as code. */
export class PodError extends Error {
	readonly status: number

	constructor(status: number, message: string) {
		super(message)
		this.name = 'PodError'
		this.status = status
	}
}

/** An answer in JSON; a bigint in it becomes a bare integer, digit for digit. */
export function jsonAnswer(status: number, body: unknown): Response {
	return new Response(writeExactJson(body), { status, headers: { 'content-type': 'application/json' } })
}

export function errorAnswer(status: number, message: string): Response {
	return jsonAnswer(status, { code: status, message })
}
