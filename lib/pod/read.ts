import {
	BulkheadRejectedError,
	bulkhead,
	DelegateBackoff,
	handleWhenResult,
	retry,
	TaskCancelledError,
	TimeoutStrategy,
	timeout,
	wrap,
} from 'cockatiel'
import type { z } from 'zod'
import { type Deadline, deadlineIn } from './deadline.ts'
import { writeExactJson } from './exact-json.ts'
import type { Answer, Lost } from './exchange.ts'
import { callUrl, type Query } from './path.ts'
import { answerError, lostError, PodError } from './pod-error.ts'
import { createRetryBudget, type RetryBudget } from './retry-budget.ts'
import type { Transport } from './transport.ts'

export interface ReadRequest<T> {
	method?: 'GET' | 'POST'
	segments: readonly string[]
	query?: Query
	/** For the searches that the pod takes by POST. */
	body?: unknown
	schema: z.ZodType<T>
	/** What an empty 2xx (204) means; without it that is an error. */
	whenEmpty?: T
	/** Shared with the calls before and after this one; never longer than the client's own. */
	deadline?: Deadline
	/** Further attempts after the first. */
	retries?: number
}

/** How a caller bounds its reads: one deadline for all of them, and how often each is tried again. */
export type ReadLimits = Pick<ReadRequest<unknown>, 'deadline' | 'retries'>

/** @throws PodError, or AppError `invalid_input` for an ID that no address can carry */
export type ReadFromPod = <T>(request: ReadRequest<T>) => Promise<T>

class Failed {
	readonly error: PodError
	/** `null` where another attempt makes no sense, or none is left. */
	readonly retryInMs: number | null
	constructor(error: PodError, retryInMs: number | null) {
		this.error = error
		this.retryInMs = retryInMs
	}
}

interface Plan {
	url: string
	deadline: Deadline
	retries: number
}

const maxAnswerBytes = 16 * 1024 * 1024
const defaultRetries = 3
const firstBackoffMs = 100
const longestBackoffMs = 2_000
/** With less time than this left, no call is begun. */
const shortestAttemptMs = 20
const graceMs = 100
/** Part of the time left that an attempt may take while another may follow it. */
const attemptShare = 0.6

/** Reads: retried with full jitter, one total deadline, a budget for retries and a bound on simultaneous calls. */
export function createReader(transport: Transport, readTimeoutMs: number): ReadFromPod {
	const budget = createRetryBudget()
	const gate = bulkhead(24, 1_000)

	return async <T>(request: ReadRequest<T>): Promise<T> => {
		const url = callUrl(transport.podUrl, request.segments, request.query)
		const totalMs = Math.min(readTimeoutMs, request.deadline?.remainingMs() ?? readTimeoutMs)
		if (totalMs < shortestAttemptMs) throw outOfTime()
		const plan: Plan = { url, deadline: deadlineIn(totalMs), retries: request.retries ?? defaultRetries }
		budget.earn()
		// Attempts end with the deadline by themselves; the policy's own limit is for whoever still waits for a turn.
		const overall = timeout(totalMs + graceMs, TimeoutStrategy.Aggressive)
		const policy = wrap(overall, retryPolicy(plan.retries), gate)
		const result = await policy
			.execute(({ attempt, signal }) => tryOnce(transport, request, plan, { attempt, signal, budget }))
			.catch((error) => explainPolicyError(error))
		if (result instanceof Failed) throw result.error
		return result.value
	}
}

const retryPolicy = (retries: number) =>
	retry(
		handleWhenResult((result) => retryInMs(result) !== null),
		{
			maxAttempts: retries,
			backoff: new DelegateBackoff(({ result }) => ('value' in result && retryInMs(result.value)) || 0),
		},
	)

const retryInMs = (result: unknown) => (result instanceof Failed ? result.retryInMs : null)

interface Turn {
	/** 0 for the first. */
	attempt: number
	signal: AbortSignal
	budget: RetryBudget
}

async function tryOnce<T>(
	transport: Transport,
	request: ReadRequest<T>,
	plan: Plan,
	turn: Turn,
): Promise<{ value: T } | Failed> {
	const leftMs = plan.deadline.remainingMs()
	const attemptMs = turn.attempt < plan.retries ? leftMs * attemptShare : leftMs
	const signal = AbortSignal.any([turn.signal, AbortSignal.timeout(Math.max(1, Math.ceil(attemptMs)))])
	try {
		const answer = await callWithSession(transport, request, plan.url, signal)
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
	signal: AbortSignal,
): Promise<Answer | Lost> {
	const text = body === undefined ? {} : { body: writeExactJson(body) }
	const call = (sessionToken: string) =>
		transport.call({ url, method, ...text, sessionToken, maxAnswerBytes, signal })
	const session = await transport.sessions.current(signal)
	const first = await call(session.token)
	if (first.kind === 'lost' || first.status !== 401) return first
	const renewed = await transport.sessions.renew(session, signal)
	return renewed ? call(renewed.token) : first
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

function outOfTime(): PodError {
	return new PodError('timeout', 'The pod did not answer in time. Try again in a moment.')
}

function explainPolicyError(error: unknown): Failed {
	if (error instanceof TaskCancelledError) return new Failed(outOfTime(), null)
	if (error instanceof BulkheadRejectedError) {
		const sentence = 'The console is asking the pod too much at once. Wait a little and try again.'
		return new Failed(new PodError('busy', sentence), null)
	}
	throw error
}
