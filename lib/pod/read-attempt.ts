import type { Deadline } from './deadline.ts'
import { writeExactJson } from './exact-json.ts'
import type { Answer, Lost } from './exchange.ts'
import { answerError, lostError, PodError } from './pod-error.ts'
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
	const leftMs = plan.deadline.remainingMs()
	const attemptMs = turn.attempt < plan.retries ? leftMs * attemptShare : leftMs
	const signal = AbortSignal.any([turn.signal, AbortSignal.timeout(Math.max(1, Math.ceil(attemptMs)))])
	try {
		const answer = await callWithSession(transport, request, plan.url, { ...turn, signal })
		if (answer.kind === 'lost') return failed(lostError(answer), null, plan, turn)
		const value = readValue(answer, request)
		return value ?? failed(answerError(answer), answer.retryAfterMs, plan, turn)
	} catch (error) {
		if (error instanceof PodError) return failed(error, null, plan, turn)
		if (signal.aborted) return failed(outOfTime(), null, plan, turn)
		throw error
	}
}

/** One call; a 401 is answered once by a renewed session and a replay. */
async function callWithSession<T>(
	transport: Transport,
	{ method = 'GET', body }: ReadRequest<T>,
	url: string,
	{ attempt, signal }: Turn,
): Promise<Answer | Lost> {
	const text = body === undefined ? {} : { body: writeExactJson(body) }
	const call = (sessionToken: string, repeats: boolean) =>
		transport.call({ url, method, ...text, sessionToken, maxAnswerBytes, signal, repeats })
	const session = await transport.sessions.current(signal)
	const first = await call(session.token, attempt > 0)
	if (first.kind === 'lost' || first.status !== 401) return first
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

function failed(error: PodError, retryAfterMs: number | null, plan: Plan, { attempt, budget }: Turn): Failed {
	const mayRetry = worthAnotherTry.has(error.problem) && attempt < plan.retries
	const waitMs = retryAfterMs ?? Math.random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** attempt)
	const fits = waitMs + shortestAttemptMs < plan.deadline.remainingMs()
	return new Failed(error, mayRetry && fits && budget.spend() ? waitMs : null)
}

export function outOfTime(): PodError {
	return new PodError('timeout', 'The pod did not answer in time. Try again in a moment.')
}
