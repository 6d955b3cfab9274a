import type { Tone } from '#components/ui/tone.ts'
import type { AuditAction, AuditOutcome, AuditRange } from '#lib/audit/rules.ts'
import type { EntryLine, OperationView } from '#lib/audit/schemas.ts'
import type { EntryAction, EntrySource } from '#lib/ledger/schemas.ts'

/** The audit's own words, in one place: what is chosen in the filter is called as it is in the table. */

export const rangeWords: Record<AuditRange, string> = {
	today: 'Today',
	'7d': 'Last 7 days',
	'6w': 'Last 6 weeks',
	'90d': 'Last 90 days',
	'1y': 'Last year',
	all: 'All time',
}

export const actionWords: Record<AuditAction, string> = {
	assign: 'Assign',
	unassign: 'Unassign',
	attempt: 'Refused attempt',
	export: 'Export',
	erasure: 'Erasure',
	key: 'New key',
}

export const outcomeWords: Record<AuditOutcome, string> = {
	applied: 'Applied',
	refused: 'Refused by the pod',
	not_sent: 'Not sent',
	unknown: 'Unknown for a while',
	not_applied: 'Not applied',
	closed: 'Closed as seen elsewhere',
	open: 'Still open',
	stopped: 'Stopped by the console',
}

export const sourceWords: Record<EntrySource, string> = {
	assign_page: 'Assign page',
	undo: 'Undo',
	request: 'Request',
	break_glass: 'Break-glass',
	expiry: 'End of an assignment',
	requests_page: 'Requests page',
	audit_page: 'Audit page',
	console: 'The console itself',
	command_line: 'Command line',
}

const entryWords: Record<EntryAction, string> = {
	'change.intended': 'Intended',
	'change.applied': 'Applied',
	'change.refused': 'Refused by the pod',
	'change.not_sent': 'Not sent',
	'change.unknown': 'Outcome unknown',
	'change.not_applied': 'Not applied',
	'change.sent_again': 'Sent again',
	'change.closed': 'Closed as seen elsewhere',
	'change.reviewed': 'Break-glass reviewed',
	'request.filed': 'Request filed',
	'request.edited': 'Request edited',
	'request.claimed': 'Request claimed',
	'request.released': 'Request released',
	'request.commented': 'Comment written',
	'request.approved': 'Request approved',
	'request.rejected': 'Request rejected',
	'request.withdrawn': 'Request withdrawn',
	'schedule.set': 'End set',
	'schedule.stopped': 'End stopped',
	'schedule.ended': 'End reached',
	'schedule.replaced': 'End replaced',
	'schedule.dropped': 'End taken away',
	'schedule.let_end': 'Let end as planned',
	'setting.approvals': 'Approvals set',
	'attempt.refused': 'Attempt refused',
	'record.exported': 'Exported',
	'record.erased': 'Details erased',
	'record.key_used': 'New signing key used',
}

/** What one entry says, in a few words. */
export function entryWord({ action, httpStatus }: Pick<EntryLine, 'action' | 'httpStatus'>): string {
	return httpStatus === null ? entryWords[action] : `${entryWords[action]} · ${httpStatus}`
}

/** What somebody did. */
export function actionWord({ action, active }: Pick<OperationView, 'action' | 'active'>): string {
	switch (action) {
		case 'record.exported':
			return actionWords.export
		case 'record.erased':
			return actionWords.erasure
		case 'record.key_used':
			return actionWords.key
		default:
			return active === null ? 'Attempt' : active ? actionWords.assign : actionWords.unassign
	}
}

const refusalWords: Record<string, string> = {
	forbidden: 'Not allowed',
	guard_rail: 'Stopped by a guard-rail',
	warnings_changed: 'Stopped: new warning',
	no_change_needed: 'Nothing to change',
	conflict: 'Another was first',
}

type Judged = Pick<OperationView, 'outcome' | 'wasUnknown' | 'httpStatus' | 'refusal'>

/** What became of an operation, and how that is meant. */
export function outcomeOf({ outcome, wasUnknown, httpStatus, refusal }: Judged): {
	tone: Tone
	word: string
} {
	const after = (word: string) => (wasUnknown ? `Unknown, then ${word.toLowerCase()}` : word)
	switch (outcome) {
		case 'applied':
			return { tone: 'ok', word: after('Applied') }
		case 'done':
			return { tone: 'ok', word: 'Done' }
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
