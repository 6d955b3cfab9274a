import {
	BulkheadRejectedError,
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
import { callUrl, type Query } from './path.ts'
import { PodError } from './pod-error.ts'
import { Failed, outOfTime, type Plan, shortestAttemptMs, tryOnce } from './read-attempt.ts'
import { createRetryBudget } from './retry-budget.ts'
import type { Transport } from './transport.ts'
import { takeTurns } from './turns.ts'

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

const defaultRetries = 3
const graceMs = 100

/** Reads: retried with full jitter, one total deadline, a budget for retries and a bound on simultaneous calls. */
export function createReader(transport: Transport, readTimeoutMs: number): ReadFromPod {
	const budget = createRetryBudget()
	const gate = takeTurns('read', 24)

	return async <T>(request: ReadRequest<T>): Promise<T> => {
		const url = callUrl(transport.podUrl, request.segments, request.query)
		const totalMs = Math.min(readTimeoutMs, request.deadline?.remainingMs() ?? readTimeoutMs)
		if (totalMs < shortestAttemptMs) throw outOfTime()
		const plan: Plan = { url, deadline: deadlineIn(totalMs), retries: request.retries ?? defaultRetries }
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

function explainPolicyError(error: unknown): Failed {
	if (error instanceof TaskCancelledError) return new Failed(outOfTime(), null)
	if (error instanceof BulkheadRejectedError) {
		const sentence = 'The console is asking the pod too much at once. Wait a little and try again.'
		return new Failed(new PodError('busy', sentence), null)
	}
	throw error
}
