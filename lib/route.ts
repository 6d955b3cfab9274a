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

/** Performs a GET route's work: the data as JSON, or `{code, message, requestId}` with a fitting status. */
export async function runRoute<T>(name: string, perform: () => Promise<T>): Promise<Response> {
	return answerRoute(name, async () => Response.json(await perform(), { headers: uncached }))
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
	return Response.json(failure, {
		status: statusOf[failure.code] ?? 503,
		headers: { ...uncached, ...(retryAfterS ? { 'retry-after': String(retryAfterS) } : {}) },
	})
}
