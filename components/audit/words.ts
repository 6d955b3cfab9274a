import { counted } from '#components/directory/counted.ts'
import type { AuditAction, AuditOutcome, AuditRange } from '#lib/audit/rules.ts'
import type { EntryLine, OperationView } from '#lib/audit/schemas.ts'
import { roleNames } from '#lib/auth/permissions.ts'
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
	request: 'Request',
	end: 'End of an assignment',
	break_glass: 'Break-glass',
	attempt: 'Refused attempt',
	access: 'Access of a person',
	sign_in: 'Sign-in',
	setting: 'Setting',
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
	sign_in: 'Sign-in',
	people_page: 'People page',
	account_page: 'Own sessions',
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
	'change.reviewed': 'Break-glass signed off',
	'request.filed': 'Request filed',
	'request.edited': 'Request edited',
	'request.claimed': 'Request claimed',
	'request.released': 'Request released',
	'request.commented': 'Request commented',
	'request.approved': 'Request approved',
	'request.rejected': 'Request rejected',
	'request.withdrawn': 'Request withdrawn',
	'schedule.set': 'End set',
	'schedule.stopped': 'End stopped',
	'schedule.ended': 'End reached',
	'schedule.replaced': 'End replaced',
	'schedule.dropped': 'End taken away',
	'schedule.let_end': 'Said to end as planned',
	'person.signed_in': 'Signed in',
	'person.sign_in_failed': 'Sign-in failed',
	'person.signed_out': 'Signed out',
	'person.role_changed': 'Role changed',
	'person.disabled': 'Person disabled',
	'person.enabled': 'Person enabled',
	'person.sessions_ended': 'Sessions ended',
	'setting.approvals': 'Approvals set',
	'attempt.refused': 'Attempt refused',
	'record.exported': 'Exported',
	'record.erased': 'Details erased',
	'record.key_used': 'New signing key used',
}

export const approvalWords: Record<NonNullable<OperationView['approvals']>, string> = {
	direct: 'Officers apply at once',
	second: 'Another officer approves',
	two: 'Two officers approve besides the asker',
}

/** Said where a browser did not tell what it is. */
export const unknownBrowser = 'Unknown browser'

/** What is told of somebody in a line, besides what was done and by whom. */
export function accessWords({
	action,
	access,
	isErased,
}: Pick<OperationView, 'action' | 'access' | 'isErased'>): string | null {
	if (!access) return null
	const { name, subject, role, roleBefore, browser, sessions, why } = access
	const whom = name ?? subject
	switch (action) {
		case 'person.signed_in':
			return browser ?? (isErased ? null : unknownBrowser)
		case 'person.role_changed':
			return role && roleBefore ? `From ${roleNames[roleBefore]} to ${roleNames[role]}` : whom
		case 'person.sign_in_failed':
		case 'person.signed_out':
			return inOneLine(whom, why)
		case 'person.disabled':
		case 'person.sessions_ended':
			return inOneLine(whom, sessions ? counted(sessions, 'session', 'sessions') : null)
		default:
			return whom
	}
}

const inOneLine = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join(' · ') || null

/** What was said in one entry is called after what it says. */
export function saidWord(action: EntryAction): string {
	switch (action) {
		case 'change.closed':
			return 'Seen elsewhere'
		case 'change.reviewed':
		case 'request.approved':
		case 'request.rejected':
			return 'Note'
		case 'request.commented':
			return 'Comment'
		case 'attempt.refused':
			return 'Why refused'
		default:
			return 'Why'
	}
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
		case 'change.intended':
		case 'attempt.refused':
			return active === null ? 'Attempt' : active ? actionWords.assign : actionWords.unassign
		default:
			return entryWords[action]
	}
}
