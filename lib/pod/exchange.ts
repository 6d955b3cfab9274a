import { randomBytes } from 'node:crypto'
import { type AnswerBody, readAnswerBody } from './answer-body.ts'
import { describeNetworkFailure, type LostCause } from './network-failure.ts'
import { parseRetryAfter } from './retry-after.ts'
import { watchSending } from './sent-headers.ts'

export interface ExchangeRequest {
	url: string
	method: 'GET' | 'POST' | 'PUT'
	sessionToken?: string
	/** JSON text. */
	body?: string
	maxAnswerBytes: number
	signal: AbortSignal
	/** Whether it repeats a call before it, for whatever reason. */
	repeats?: boolean
}

interface Measured {
	traceId: string
	tookMs: number
}

export interface Answer extends Measured {
	kind: 'answer'
	status: number
	retryAfterMs: number | null
	body: AnswerBody
}

export interface Lost extends Measured {
	kind: 'lost'
	/** Where the answer broke off after its head. */
	status: number | null
	cause: LostCause
	code: string | null
	/** `false` only where it is known that nothing of the request left. */
	mayHaveBeenSent: boolean
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Six random alphanumerics, as the pod's own clients send in `X-Trace-Id`. */
const makeTraceId = () => Array.from(randomBytes(6), (byte) => alphabet[byte % alphabet.length]).join('')

/**
 * One HTTP call and its answer. Never rejects, follows no redirect (the session token would go to another host)
 * and keeps nothing of the request in what it gives.
 */
export async function exchange(request: ExchangeRequest): Promise<Answer | Lost> {
	const traceId = makeTraceId()
	const watch = watchSending(traceId, new URL(request.url).origin)
	const begunMs = performance.now()
	const measure = () => ({ traceId, tookMs: performance.now() - begunMs })
	let status: number | null = null
	try {
		const response = await fetch(request.url, {
			method: request.method,
			headers: headersOf(request, traceId),
			...bodyOf(request),
			redirect: 'manual',
			cache: 'no-store',
			signal: request.signal,
		})
		status = response.status
		const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'))
		const body = await readAnswerBody(response, request.maxAnswerBytes)
		return { kind: 'answer', status, retryAfterMs, body, ...measure() }
	} catch (error) {
		const { beforeSending, cause, code } = describeNetworkFailure(error, request.signal.aborted)
		const written = watch.wasWritten()
		const neverLeft = written === 'no' || (written === 'unclear' && beforeSending)
		// A timeout or break before the first byte left is a pod that was never reached.
		const named = neverLeft && (cause === 'timeout' || cause === 'cut') ? 'unreachable' : cause
		return { kind: 'lost', status, cause: named, code, mayHaveBeenSent: !neverLeft, ...measure() }
	} finally {
		watch.end()
	}
}

/**
 * A body that can be read once only: fetch repeats a request by itself after a 421, and no PUT may be sent twice
 * without the caller's knowing.
 */
function bodyOf({ body }: ExchangeRequest): { body?: ReadableStream; duplex?: 'half' } {
	return body === undefined ? {} : { body: new Blob([body]).stream(), duplex: 'half' }
}

function headersOf({ sessionToken, body }: ExchangeRequest, traceId: string): Record<string, string> {
	return {
		accept: 'application/json',
		'user-agent': 'scopekeeper',
		'X-Trace-Id': traceId,
		...(body === undefined
			? {}
			: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
		...(sessionToken === undefined ? {} : { sessionToken }),
	}
}
