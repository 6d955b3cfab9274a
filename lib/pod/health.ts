import type { Answer, Lost } from './exchange.ts'
import type { PodProblem } from './pod-error.ts'

export interface PodFailure {
	atMs: number
	problem: PodProblem
}

/** What was last heard of the pod in this process. Times are epoch milliseconds. */
export interface PodHealth {
	/** The last answer in which the pod was at work: any but a failure as below. */
	lastAnswerAtMs: number | null
	/** The last call that was lost, refused as busy or at login, or answered by an error of the pod or by something else. */
	lastFailure: PodFailure | null
	/** Whether the failure came after the answer. */
	isFailing: boolean
	/** Failures within the last minute. */
	recentFailures: number
}

export interface HealthTracker {
	note(call: Answer | Lost): void
	noteFailure(problem: PodProblem): void
	read(): PodHealth
}

const recentMs = 60_000
const keptFailures = 50

export function createHealthTracker(): HealthTracker {
	let lastAnswerAtMs: number | null = null
	let failures: PodFailure[] = []
	let isFailing = false

	const noteFailure = (problem: PodProblem) => {
		failures = [...failures.slice(1 - keptFailures), { atMs: Date.now(), problem }]
		isFailing = true
	}
	return {
		noteFailure,
		note(call) {
			const problem = problemOf(call)
			if (problem) return noteFailure(problem)
			lastAnswerAtMs = Date.now()
			isFailing = false
		},
		read() {
			const sinceMs = Date.now() - recentMs
			const recentFailures = failures.filter(({ atMs }) => atMs >= sinceMs).length
			return { lastAnswerAtMs, lastFailure: failures.at(-1) ?? null, isFailing, recentFailures }
		},
	}
}

/** A refusal such as 403 or 404 is a pod at work. An expired session is, too: it is renewed. */
function problemOf(call: Answer | Lost): PodProblem | null {
	if (call.kind === 'lost') return call.cause
	if (call.status === 429) return 'busy'
	if (call.status >= 500) return 'server_error'
	if (call.status >= 300 && call.status < 400) return 'unclear'
	return call.body.kind === 'not_json' || call.body.kind === 'too_large' ? 'unclear' : null
}
