import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session.ts'
import { env } from '#lib/env.ts'
import { getPod } from '#lib/pod/connection.ts'
import { deadlineIn } from '#lib/pod/deadline.ts'
import type { PodHealth } from '#lib/pod/health.ts'
import type { PodProblem } from '#lib/pod/pod-error.ts'
import { pingPod } from '#lib/pod/service-account.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import type { PodStatus } from './schemas.ts'

/** After this long without a word of the pod it is asked for one; sooner where the last word was a failure. */
const silenceMs = 30_000
const failureSilenceMs = 5_000
const pingDeadlineMs = 3_000
/** So many failures within a minute are told, even where the last call went well. */
const manyFailures = 3

/**
 * The pod's state for the shell, from what was last heard of it, or from one light call (3 s at most, one at a
 * time) where that was too long ago.
 * @throws AppError `forbidden`
 */
export async function readPodStatus(actor: Actor): Promise<PodStatus> {
	requirePermission(actor, 'look_up')
	return { ...(await lookAtPod()), sandbox: env().pod.sandbox }
}

/**
 * The same for whoever operates the console.
 * @throws AppError `invalid_input` where the pod's configuration cannot be used
 */
export async function lookAtPod(): Promise<Pick<PodStatus, 'state' | 'detail'>> {
	const pod = getPod()
	if (isSilent(pod.health())) await pingOnce()
	return describeHealth(pod.health())
}

function isSilent({ isFailing, lastAnswerAtMs, lastFailure }: PodHealth): boolean {
	const heardAtMs = isFailing ? lastFailure?.atMs : lastAnswerAtMs
	return Date.now() - (heardAtMs ?? 0) > (isFailing ? failureSilenceMs : silenceMs)
}

function pingOnce(): Promise<void> {
	const state = processSingleton<{ ping: Promise<void> | null }>('directory.ping', () => ({ ping: null }))
	state.ping ??= pingPod(getPod(), { deadline: deadlineIn(pingDeadlineMs), retries: 0 })
		// A failure is in the pod's health, where it is read.
		.catch(() => {})
		.finally(() => {
			state.ping = null
		})
	return state.ping
}

/** What was last heard of the pod, in one word and one sentence. */
export function describeHealth(health: PodHealth): Pick<PodStatus, 'state' | 'detail'> {
	const { isFailing, lastAnswerAtMs, lastFailure, recentFailures } = health
	if (isFailing && lastFailure) {
		const { state, sentence } = failures[lastFailure.problem]
		const last =
			lastAnswerAtMs === null ? 'It has not answered yet.' : `It last answered at ${timeOf(lastAnswerAtMs)}.`
		return { state, detail: `${sentence} ${last}` }
	}
	if (lastAnswerAtMs === null) return { state: 'unreachable', detail: 'The pod has not answered yet.' }
	if (recentFailures >= manyFailures) {
		return {
			state: 'degraded',
			detail: `The pod answers, but ${recentFailures} calls failed within the last minute.`,
		}
	}
	return { state: 'connected', detail: `The pod last answered at ${timeOf(lastAnswerAtMs)}.` }
}

const timeOf = (atMs: number) => `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`

const unreachable = (sentence: string) => ({ state: 'unreachable' as const, sentence })
const degraded = (sentence: string) => ({ state: 'degraded' as const, sentence })

const failures: Record<PodProblem, { state: PodStatus['state']; sentence: string }> = {
	unreachable: unreachable('The pod cannot be reached.'),
	name: unreachable('The pod’s name cannot be resolved.'),
	tls: unreachable('The pod’s certificate is not accepted.'),
	timeout: unreachable('The pod does not answer in time.'),
	cut: unreachable('The connection to the pod breaks.'),
	login: degraded('The pod refuses the console’s login.'),
	session: degraded('The pod refuses the console’s session.'),
	busy: degraded('The pod is busy.'),
	server_error: degraded('The pod has trouble of its own.'),
	forbidden: degraded('The pod does not let the console’s service account in.'),
	not_found: degraded('What answers at the pod’s address does not know the call.'),
	refused: degraded('The pod refuses the console’s call.'),
	unclear: degraded('What answers at the pod’s address is not the pod, or not in its form.'),
}
