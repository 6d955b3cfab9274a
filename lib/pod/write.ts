import { setTimeout as wait } from 'node:timers/promises'
import { TimeoutStrategy, timeout, wrap } from 'cockatiel'
import { type Deadline, deadlineIn } from './deadline.ts'
import { writeExactJson } from './exact-json.ts'
import type { Answer, Lost } from './exchange.ts'
import { readOwnError } from './own-error.ts'
import { callUrl } from './path.ts'
import { PodError } from './pod-error.ts'
import type { Session } from './session-token.ts'
import type { Transport } from './transport.ts'
import { takeTurns } from './turns.ts'

export interface WriteRequest {
	segments: readonly string[]
	body: unknown
}

/** What became of a write on the wire. What it means for the pod's state is judged elsewhere. */
export interface WriteResult {
	/** How many times the PUT left, or may have left. */
	calls: number
	/** `X-Trace-Id` of each of them. */
	traceIds: string[]
	/** Time of the last of them. */
	podMs: number | null
	end: Answer | Lost | { kind: 'no_session'; error: PodError } | { kind: 'no_turn' } | { kind: 'held' }
}

/** Never rejects, except with AppError `invalid_input` for an ID that no address can carry, before any call. */
export type WriteToPod = (request: WriteRequest) => Promise<WriteResult>

const maxAnswerBytes = 1024 * 1024
/** Time that a replay after a 429 needs besides the wait that the pod asked for. */
const replayMs = 500

/**
 * Writes: one PUT, replayed at most twice, once with a new session after a 401 of the pod and once after a 429
 * whose `Retry-After` fits the deadline. Nothing else is ever sent again.
 */
export function createWriter(transport: Transport, writeTimeoutMs: number): WriteToPod {
	const gate = takeTurns('write', 32)
	return async ({ segments, body }) => {
		const put = { url: callUrl(transport.podUrl, segments), body: writeExactJson(body) }
		const deadline = deadlineIn(writeTimeoutMs)
		let sending: Promise<WriteResult> | null = null
		try {
			return await wrap(timeout(writeTimeoutMs, TimeoutStrategy.Aggressive), gate).execute(({ signal }) => {
				sending = sendWithReplays(transport, put, deadline, signal)
				return sending
			})
		} catch {
			// Either the time ran out, and the sending, stopped by the same signal, says how far it came; or no turn came.
			return sending ?? { calls: 0, traceIds: [], podMs: null, end: { kind: 'no_turn' } }
		}
	}
}

async function sendWithReplays(
	transport: Transport,
	put: { url: string; body: string },
	deadline: Deadline,
	signal: AbortSignal,
): Promise<WriteResult> {
	const sent = { calls: 0, traceIds: [] as string[], podMs: null as number | null }
	const ended = (end: WriteResult['end']) => ({ ...sent, end })
	const replayed = { session: false, busy: false }
	let session: Session | null
	// An answer that says that nothing was changed. It stands when the replay that it asked for never left.
	let refusal: Answer | null = null
	try {
		session = await transport.sessions.current(signal)
	} catch (error) {
		return ended(noSession(error))
	}
	for (;;) {
		const heldMs = transport.heldMs({ url: put.url, method: 'PUT' })
		if (heldMs > 0 && !fits(heldMs, deadline)) return ended(refusal ?? { kind: 'held' })
		if (heldMs > 0) await wait(heldMs)
		// A process that was asleep until now sends nothing: others may have told the person that it did not happen.
		if (deadline.remainingMs() <= 0) return ended(refusal ?? { kind: 'no_turn' })
		const { token } = session
		const result = await transport.call({
			...put,
			method: 'PUT',
			sessionToken: token,
			maxAnswerBytes,
			signal,
			repeats: sent.calls > 0,
		})
		if (result.kind === 'answer' || result.mayHaveBeenSent) {
			sent.calls += 1
			sent.traceIds.push(result.traceId)
			sent.podMs = result.tookMs
		}
		if (result.kind === 'lost') return ended(refusal && !result.mayHaveBeenSent ? refusal : result)
		if (isRejectedSession(result) && !replayed.session) {
			replayed.session = true
			refusal = result
			session = await transport.sessions.renew(session, signal).catch(() => null)
			if (!session) return ended(refusal)
		} else if (result.status === 429 && !replayed.busy && fits(result.retryAfterMs, deadline)) {
			replayed.busy = true
			refusal = result
		} else return ended(result)
	}
}

const isRejectedSession = ({ status, body }: Answer) => status === 401 && readOwnError(body) !== null

const fits = (retryAfterMs: number | null, deadline: Deadline) =>
	retryAfterMs !== null && retryAfterMs + replayMs < deadline.remainingMs()

function noSession(error: unknown): WriteResult['end'] {
	if (error instanceof PodError) return { kind: 'no_session', error }
	return {
		kind: 'no_session',
		error: new PodError('timeout', 'The pod’s login service did not answer in time.'),
	}
}
