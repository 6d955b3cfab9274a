import type { Tone } from '#components/ui/tone.ts'
import type { OperationView } from '#lib/audit/schemas.ts'

const refusalWords: Record<string, string> = {
	forbidden: 'Not allowed',
	guard_rail: 'Stopped by a guard-rail',
	four_eyes: 'Stopped by four eyes',
	warnings_changed: 'Stopped: new warning',
	no_change_needed: 'Nothing to change',
	conflict: 'Another was first',
}

type Judged = Pick<OperationView, 'action' | 'outcome' | 'wasUnknown' | 'httpStatus' | 'refusal'>

/** What became of an operation, and how that is meant. */
export function outcomeOf({ action, outcome, wasUnknown, httpStatus, refusal }: Judged): {
	tone: Tone
	word: string
} {
	const after = (word: string) => (wasUnknown ? `Unknown, then ${word.toLowerCase()}` : word)
	switch (outcome) {
		case 'applied':
			return { tone: 'ok', word: after('Applied') }
		case 'done':
			return doneBy(action)
		case 'refused':
			return { tone: 'bad', word: after(httpStatus === null ? 'Refused' : `Refused · ${httpStatus}`) }
		case 'not_sent':
			return { tone: 'bad', word: after('Not sent') }
		case 'not_applied':
			return { tone: 'bad', word: after('Not applied') }
		case 'closed':
			return { tone: 'quiet', word: after('Closed') }
		case 'unknown':
			return { tone: 'warn', word: 'Checking with the pod' }
		case 'pending':
			return { tone: 'quiet', word: 'Sending' }
		case 'stopped':
			return { tone: 'warn', word: refusalWords[refusal ?? ''] ?? 'Stopped' }
	}
}

function doneBy(action: Judged['action']): { tone: Tone; word: string } {
	switch (action) {
		case 'schedule.stopped':
			return { tone: 'bad', word: 'Needs an officer' }
		case 'person.sign_in_failed':
			return { tone: 'warn', word: 'Refused' }
		default:
			return { tone: 'ok', word: 'Done' }
	}
}
