import type { Actor } from '#lib/auth/session-store.ts'
import { matchAccount } from './own-account.ts'
import type { Finding, FindingCode, PairView, Verdict } from './schemas.ts'

/** What was read from the pod about a pair; the ground that guard-rails stand on. */
export type JudgedPair = Omit<PairView, 'assign' | 'unassign' | 'openChange' | 'standingEnd'>

/**
 * Who may change what, and what must be said first: every guard-rail of the console, for one direction of change.
 * Pure: the same reading gives the same verdict on the screen and at the moment of the change.
 * Rules: docs/architecture.md, "Guard-rails".
 * @param actor `null`: Scopekeeper itself
 */
export function judgeChange(actor: Actor | null, reading: JudgedPair, active: boolean): Verdict {
	const refusals = [
		actor && ownAssignment(actor, reading),
		...(active ? [inactiveGroup(reading), noOfficer(reading)] : []),
	]
	const warnings = [
		actor && ownAssignmentUnclear(actor, reading),
		groupUnclear(reading),
		stateUnclear(reading),
		...(active ? assigningWarnings(reading) : unassigningWarnings(reading)),
	]
	return {
		refusals: refusals.filter((finding) => finding !== null),
		warnings: warnings.filter((finding) => finding !== null),
		confirmation: active && reading.isGlobal ? (reading.group?.name ?? reading.groupId) : null,
		noChange: reading.state !== 'unreadable' && (reading.state === 'assigned') === active,
	}
}

type Maybe = Finding | null
const say = (code: FindingCode, message: string): Finding => ({ code, message })

/** Nobody changes their own assignment. */
function ownAssignment(actor: Actor, reading: JudgedPair): Maybe {
	if (matchAccount(actor, reading) !== 'own') return null
	return say(
		'own_assignment',
		'This is your own account. Nobody changes their own assignment: ask another officer.',
	)
}

function ownAssignmentUnclear(actor: Actor, reading: JudgedPair): Maybe {
	if (matchAccount(actor, reading) !== 'unclear') return null
	return say(
		'own_assignment_unclear',
		'The pod shows nothing of this user by which it could be checked whether it is your own account. Make sure that it is not.',
	)
}

function inactiveGroup({ group }: JudgedPair): Maybe {
	return group?.active === false
		? say(
				'group_inactive',
				'This group is not active, so nobody can be assigned to it. Choose another group.',
			)
		: null
}

const officerRoles = new Set(['COMPLIANCE_OFFICER', 'SUPER_COMPLIANCE_OFFICER'])

/** A role may carry one of its optional actions after a dot: COMPLIANCE_OFFICER.MONITOR_ROOMS. */
const isOfficer = (roles: string[]) => roles.some((role) => officerRoles.has(role.split('.')[0] ?? role))

function noOfficer({ user }: JudgedPair): Maybe {
	const known = user?.roles ? isOfficer(user.roles) : (user?.canBeAssigned ?? null)
	return known === false
		? say(
				'not_an_officer',
				'This user is not a Compliance Officer or Super Compliance Officer, so the pod cannot make them responsible for a group. Choose an officer.',
			)
		: null
}

function groupUnclear({ group }: JudgedPair): Maybe {
	if (group) return null
	return say(
		'group_unclear',
		'The pod does not show this group, so whether it exists and is active is not known.',
	)
}

function stateUnclear({ state }: JudgedPair): Maybe {
	if (state !== 'unreadable') return null
	return say('state_unclear', 'Whether the user is assigned now could not be read from the pod.')
}

function assigningWarnings({ user, isGlobal, otherGroups, globalGroupKnownBy }: JudgedPair): Maybe[] {
	return [
		user?.roles || user?.canBeAssigned
			? null
			: say(
					'roles_unclear',
					'The pod does not show this user’s roles, so whether they are a compliance officer could not be checked.',
				),
		isGlobal
			? say(
					'assigns_global',
					`Global contains everyone: this officer will see every conversation on the pod. It is recognised here by its ${globalGroupKnownBy === 'id' ? 'configured ID' : 'exact name'}.`,
				)
			: null,
		otherGroups === null
			? say(
					'groups_unclear',
					'This user’s other groups could not be read, so whether they hold Global is not known.',
				)
			: null,
		!isGlobal && otherGroups?.some((other) => other.isGlobal)
			? say(
					'holds_global',
					'This officer also holds Global, which contains everyone. Another group changes nothing until this officer is unassigned from Global.',
				)
			: null,
	]
}

function unassigningWarnings({ state, group, otherAssignees, otherGroups }: JudgedPair): Maybe[] {
	if (state === 'not_assigned') return []
	return [
		otherAssignees === null
			? say(
					'assignees_unclear',
					'This group’s other assignees could not be read, so whether anyone is left is not known.',
				)
			: null,
		otherAssignees?.length === 0 ? say('last_assignee', withoutAssignee(group?.memberCount ?? null)) : null,
		otherGroups === null
			? say(
					'groups_unclear',
					'This user’s other groups could not be read, so whether any is left is not known.',
				)
			: null,
		otherGroups?.length === 0
			? say(
					'last_group',
					'This is the officer’s only group: after this they are responsible for 0 groups and see nobody.',
				)
			: null,
	]
}

function withoutAssignee(memberCount: number | null): string {
	const people = memberCount === null ? 'Its people' : `Its ${memberCount.toLocaleString('en')} people`
	return `This is the group’s only assignee: after this it has 0. ${people} would be watched by nobody but holders of Global.`
}
