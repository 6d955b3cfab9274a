import { refusedPage } from '#lib/auth/refused-page.ts'
import type { ErrorCode } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { leaveToGate } from '#lib/log-pages.ts'
import { newRequestId, requestIdHeader } from '#lib/request-id.ts'

/** Why a request is not let in. `message` is a sentence for the person, with what to do next. */
export interface Refusal {
	status: 400 | 403 | 404 | 405 | 413 | 414 | 415 | 421 | 429
	code: ErrorCode
	message: string
	headers?: Record<string, string>
	/** The log has it already. */
	isTold?: boolean
}

/**
 * Answers a request that is not let in, in the form that whoever asked reads: a route's failure as JSON, an action's as
 * the same in plain text, which is all that Next hands to the page, and a sentence for whoever opens an address.
 */
export function answerRefusal(request: Request, refusal: Refusal): Response {
	const { status, code, message } = refusal
	const requestId = request.headers.get(requestIdHeader) ?? newRequestId()
	leaveToGate(requestId)
	if (!refusal.isTold) log().info({ requestId, kind: 'gate', outcome: code, status }, 'refused')
	const path = new URL(request.url).pathname
	const failure = {
		code,
		message,
		requestId,
		...(path.startsWith('/api/auth/') ? goBack(code) : {}),
	}
	const [contentType, body] = formFor(request, path)
	return new Response(body === 'json' ? JSON.stringify(failure) : `${message}\n`, {
		status,
		headers: { 'cache-control': 'private, no-store', ...refusal.headers, 'content-type': contentType },
	})
}

function formFor({ headers }: Request, path: string): [contentType: string, body: 'json' | 'sentence'] {
	if (headers.has('next-action')) return ['text/plain', 'json']
	const isOpened = headers.get('sec-fetch-mode') === 'navigate'
	if (path.startsWith('/api/') && !isOpened) return ['application/json', 'json']
	return ['text/plain; charset=utf-8', 'sentence']
}

/** next-auth's own script goes where it is told, and shows what stands in the address there. */
const goBack = (code: ErrorCode) => ({
	url: refusedPage(code === 'too_many_requests' ? 'TooManySignIns' : 'NotTaken'),
})
