import type { changes, requests, schedules } from '#lib/db/schema.ts'
import {
	decidableRequestStateValues,
	type notificationKindValues,
	type requestKindValues,
	type requestStateValues,
} from '#lib/db/values.ts'
import { utcMinute } from '#lib/utc-words.ts'
import type { NotificationView } from './schemas.ts'

/** What a notice is about, as it stands when it is read. */
export interface Told {
	notice: { kind: (typeof notificationKindValues)[number] }
	request: Pick<
		typeof requests.$inferSelect,
		'id' | 'kind' | 'state' | 'groupId' | 'groupName' | 'userId' | 'userName' | 'dueAt'
	> | null
	change: Pick<
		typeof changes.$inferSelect,
		'state' | 'active' | 'groupId' | 'groupName' | 'userId' | 'userName' | 'reviewedAt'
	> | null
	schedule: Pick<
		typeof schedules.$inferSelect,
		'state' | 'endsAt' | 'groupId' | 'groupName' | 'userId' | 'userName' | 'leavesNoAssignee'
	> | null
	/** Who made the change. */
	changedBy: string | null
}

type Words = Pick<NotificationView, 'text' | 'isUrgent' | 'href'>

/** One sentence about a notice, whether something is wrong, and where it is looked at. */
export function describeNotice(told: Told): Words {
	const { request, change, schedule } = told
	switch (told.notice.kind) {
		case 'break_glass':
			return aboutBreakGlass(change, told.changedBy)
		case 'ending_soon':
			return { ...aboutEnding(schedule), href: '/requests?tab=ending' }
		case 'expiry_failed':
			return { ...aboutLateEnd(schedule), href: '/requests?tab=ending' }
		case 'filed':
			return ofRequest(request, 'waits for an officer.')
		case 'second_approval':
			return ofRequest(request, 'waits for a second approval.')
		case 'commented':
			return ofRequest(request, 'has a new comment.')
		case 'overdue':
			return aboutOverdue(request)
		case 'decided':
			return ofRequest(request, request ? `${stateWords[request.state]}.` : '', ': ')
		case 'failed':
			return aboutFailed(request, change)
	}
}

const kindWords: Record<(typeof requestKindValues)[number], [string, string]> = {
	assign: ['Assign', 'to'],
	unassign: ['Unassign', 'from'],
	set_end: ['Set an end for', 'in'],
}

const stateWords: Record<(typeof requestStateValues)[number], string> = {
	open: 'open',
	half_approved: 'approved once',
	sending: 'approved, and being sent',
	failed: 'approved, but not done',
	applied: 'applied',
	rejected: 'rejected',
	withdrawn: 'withdrawn',
}

interface NamedPair {
	groupId: string
	groupName: string | null
	userId: string
	userName: string | null
}
const userOf = ({ userName, userId }: NamedPair) => userName ?? userId
const groupOf = ({ groupName, groupId }: NamedPair) => groupName ?? groupId

function ofRequest(request: Told['request'], what: string, between = ', ', isUrgent = false): Words {
	if (!request) return { text: 'A request has moved on.', isUrgent, href: '/requests' }
	const [verb, preposition] = kindWords[request.kind]
	const name = `Request ${request.id}, ${verb} ${userOf(request)} ${preposition} ${groupOf(request)}`
	return { text: `${name}${between}${what}`, isUrgent, href: `/requests?request=${request.id}` }
}

function aboutOverdue(request: Told['request']): Words {
	if (!request) return ofRequest(request, '')
	const isStillOpen = decidableRequestStateValues.some((state) => state === request.state)
	const due = `was due ${utcMinute(request.dueAt)}`
	return ofRequest(request, isStillOpen ? `is overdue: it ${due}.` : `${due}.`, ', ', isStillOpen)
}

const failureWords: Partial<Record<NonNullable<Told['change']>['state'], string>> = {
	refused: 'the pod refused it. It can be approved again.',
	not_sent: 'nothing was sent. It can be approved again.',
	not_applied: 'the pod did not take it. It can be approved again.',
	closed: 'closed without the pod’s word. It can be approved again.',
}

function aboutFailed(request: Told['request'], change: Told['change']): Words {
	if (request?.state !== 'failed') {
		return ofRequest(request, request ? `${stateWords[request.state]}.` : '', ': ')
	}
	const what = (change && failureWords[change.state]) ?? 'not done. It can be approved again.'
	return ofRequest(request, what, ': ', true)
}

function aboutBreakGlass(change: Told['change'], by: string | null): Words {
	const href = '/requests?tab=review'
	if (!change) return { text: 'A change was made without another officer.', isUrgent: true, href }
	const verb = change.active ? 'assigning' : 'unassigning'
	const preposition = change.active ? 'to' : 'from'
	const text = `${by ?? 'Somebody'} broke the glass, ${verb} ${userOf(change)} ${preposition} ${groupOf(change)} without another officer.`
	return { text, isUrgent: change.reviewedAt === null, href }
}

const leftAlone = 'The group is left without an assignee.'

function aboutEnding(schedule: Told['schedule']): Omit<Words, 'href'> {
	if (!schedule) return { text: 'An assignment ends.', isUrgent: false }
	const { state, endsAt, leavesNoAssignee } = schedule
	const isOver = state === 'ended'
	const verb = isOver ? 'has ended, as of' : 'ends'
	const text = `The assignment of ${userOf(schedule)} to ${groupOf(schedule)} ${verb} ${utcMinute(endsAt)}.`
	const isMoved = state === 'replaced' || state === 'dropped'
	if (isMoved) return { text: `${text} That end was moved or taken away since.`, isUrgent: false }
	return { text: leavesNoAssignee ? `${text} ${leftAlone}` : text, isUrgent: leavesNoAssignee === true }
}

const lateWords: Record<NonNullable<Told['schedule']>['state'], string> = {
	set: 'and the pod has not confirmed it yet',
	stopped: 'but it was made anew elsewhere before: an officer must look',
	ended: 'and has ended late',
	replaced: 'and another end was set since',
	dropped: 'and stands without an end since',
}

function aboutLateEnd(schedule: Told['schedule']): Omit<Words, 'href'> {
	if (!schedule) return { text: 'An assignment did not end in time.', isUrgent: true }
	const { state, endsAt } = schedule
	const text = `The assignment of ${userOf(schedule)} to ${groupOf(schedule)} was to end ${utcMinute(endsAt)}, ${lateWords[state]}.`
	return { text, isUrgent: state === 'set' || state === 'stopped' }
}
