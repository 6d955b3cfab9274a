import { newRequestId } from '#lib/action.ts'
import type { ErrorCode } from '#lib/errors.ts'
import { log } from '#lib/log.ts'

/** Why a request is not let in. `message` is a sentence for the person, with what to do next. */
export interface Refusal {
	status: 400 | 403 | 404 | 405 | 413 | 414 | 415 | 421 | 429
	code: ErrorCode
	message: string
	headers?: Record<string, string>
}

/**
 * Answers a request that is not let in, in the form that whoever asked reads: a route's failure as JSON, an action's as
 * the same in plain text, which is all that Next hands to the page, and a sentence for whoever opened a page.
 */
export function answerRefusal(request: Request, refusal: Refusal): Response {
	const { status, code, message } = refusal
	const requestId = newRequestId()
	log().info({ requestId, kind: 'gate', outcome: code, status }, 'refused')
	const headers = new Headers({
		'cache-control': 'private, no-store',
		...refusal.headers,
	})
	const failure = JSON.stringify({ code, message, requestId })
	if (request.headers.has('next-action')) {
		headers.set('content-type', 'text/plain')
		return new Response(failure, { status, headers })
	}
	const isRoute = new URL(request.url).pathname.startsWith('/api/')
	headers.set('content-type', isRoute ? 'application/json' : 'text/plain; charset=utf-8')
	return new Response(isRoute ? failure : `${message}\n`, { status, headers })
}
