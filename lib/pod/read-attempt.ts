import type { Deadline } from './deadline.ts'
import { writeExactJson } from './exact-json.ts'
import type { Answer, Lost } from './exchange.ts'
import { answerError, heldError, lostError, PodError } from './pod-error.ts'
import type { ReadRequest } from './read.ts'
import type { RetryBudget } from './retry-budget.ts'
import type { Transport } from './transport.ts'

/** An attempt that gave nothing. */
export class Failed {
	readonly error: PodError
	/** `null` where another attempt makes no sense, or none is left. */
	readonly retryInMs: number | null
	constructor(error: PodError, retryInMs: number | null) {
		this.error = error
		this.retryInMs = retryInMs
	}
}

/** What holds for all attempts of one read. */
export interface Plan {
	url: string
	deadline: Deadline
	retries: number
}

const maxAnswerBytes = 16 * 1024 * 1024
const firstBackoffMs = 100
const longestBackoffMs = 2_000
/** With less time than this left, no call is begun. */
export const shortestAttemptMs = 20
/** Part of the time left that an attempt may take while another may follow it. */
const attemptShare = 0.6

export interface Turn {
	/** 0 for the first. */
	attempt: number
	signal: AbortSignal
	budget: RetryBudget
}

/** One attempt of a read, and whether and when another one makes sense. */
export async function tryOnce<T>(
	transport: Transport,
	request: ReadRequest<T>,
	plan: Plan,
	turn: Turn,
): Promise<{ value: T } | Failed> {
	if (turn.attempt === 0) turn.budget.earn()
	const leftMs = plan.deadline.remainingMs()
	const attemptMs = turn.attempt < plan.retries ? leftMs * attemptShare : leftMs
	const signal = AbortSignal.any([turn.signal, AbortSignal.timeout(Math.max(1, Math.ceil(attemptMs)))])
	try {
		const answer = await callWithSession(transport, request, plan.url, { ...turn, signal })
		if (answer.kind === 'lost') return failed(lostError(answer), plan, turn)
		if (answer.kind === 'held') return held(answer.forMs, plan, turn)
		return readValue(answer, request) ?? failed(answerError(answer), plan, turn)
	} catch (error) {
		if (error instanceof PodError) return failed(error, plan, turn)
		if (signal.aborted) return failed(outOfTime(), plan, turn)
		throw error
	}
}

/** A call that is not made, because the pod has asked to wait. */
interface Held {
	kind: 'held'
	forMs: number
}

/** One call; a 401 is answered once by a renewed session and a replay. */
async function callWithSession<T>(
	transport: Transport,
	{ method = 'GET', body }: ReadRequest<T>,
	url: string,
	{ attempt, signal }: Turn,
): Promise<Answer | Lost | Held> {
	const text = body === undefined ? {} : { body: writeExactJson(body) }
	const call = async (sessionToken: string, repeats: boolean): Promise<Answer | Lost | Held> => {
		const forMs = transport.heldMs({ url, method })
		if (forMs > 0) return { kind: 'held', forMs }
		return transport.call({ url, method, ...text, sessionToken, maxAnswerBytes, signal, repeats })
	}
	const session = await transport.sessions.current(signal)
	const first = await call(session.token, attempt > 0)
	if (first.kind !== 'answer' || first.status !== 401) return first
	const renewed = await transport.sessions.renew(session, signal)
	return renewed ? call(renewed.token, true) : first
}

function readValue<T>({ status, body }: Answer, { schema, whenEmpty }: ReadRequest<T>): { value: T } | null {
	if (status < 200 || status > 299) return null
	if (body.kind === 'empty') return whenEmpty === undefined ? null : { value: whenEmpty }
	const parsed = body.kind === 'json' ? schema.safeParse(body.value) : null
	return parsed?.success ? { value: parsed.data } : null
}

const worthAnotherTry = new Set(['unreachable', 'name', 'timeout', 'cut', 'busy', 'server_error'])

function failed(error: PodError, plan: Plan, { attempt, budget }: Turn): Failed {
	const mayRetry = worthAnotherTry.has(error.problem) && attempt < plan.retries
	const backoffMs = Math.random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** attempt)
	const waitMs = error.retryAfterMs === null ? backoffMs : afterHold(error.retryAfterMs)
	return new Failed(error, mayRetry && fits(waitMs, plan) && budget.spend() ? waitMs : null)
}

/** Costs nothing of the budget: no call was made. */
function held(forMs: number, plan: Plan, { attempt }: Turn): Failed {
	const waitMs = afterHold(forMs)
	return new Failed(heldError(forMs), attempt < plan.retries && fits(waitMs, plan) ? waitMs : null)
}

/** Those who wait for the same moment do not come in the same one. */
const afterHold = (ms: number) => (ms > 0 ? ms + Math.random() * firstBackoffMs : 0)

const fits = (waitMs: number, plan: Plan) => waitMs + shortestAttemptMs < plan.deadline.remainingMs()

export function outOfTime(): PodError {
	return new PodError('timeout', 'The pod did not answer in time. Try again in a moment.')
}
