import { listGroupAssignees, listUserAssignments, type PairReading, readPair } from '#lib/pod/assignments.ts'
import type { PodClient } from '#lib/pod/client.ts'
import { deadlineIn } from '#lib/pod/deadline.ts'
import { getGroup } from '#lib/pod/groups.ts'
import type { Assignment, Group, PodUser } from '#lib/pod/model.ts'
import type { Listing } from '#lib/pod/pages.ts'
import { PodError } from '#lib/pod/pod-error.ts'
import type { ReadLimits } from '#lib/pod/read.ts'
import { readUser } from '#lib/pod/users.ts'
import type { Fact, ListFact } from './fact.ts'
import { type KnownRoles, readRoles } from './read-roles.ts'

/** What the pod shows of a (group, user) pair and around it, each part by itself. */
export interface PairFacts extends KnownRoles {
	groupId: string
	userId: string
	/** Epoch milliseconds; when the reading began, so that the facts are no older than they look. */
	readAtMs: number
	pair: PairReading
	group: Fact<Group>
	user: Fact<PodUser>
	/** The other groups this user is responsible for. */
	otherGroups: ListFact<{ id: string; name: string | null; area: string | null }>
	/** The other officers responsible for this group. */
	otherAssignees: ListFact<{ id: string; name: string | null; username: string | null }>
}

const groupIdOf = (assignment: Assignment) => assignment.groupId
const userIdOf = (assignment: Assignment) => assignment.userId

const totalMs = 4_000
const mostAssignees = 200

/**
 * Reads all that a change of a pair rests on, at once and within 4 s. What could not be read says so; nothing the
 * pod does makes this reject.
 * @throws AppError `invalid_input` for a group ID that no address can carry
 */
export async function readPairFacts(pod: PodClient, groupId: string, userId: string): Promise<PairFacts> {
	const limits: ReadLimits = { deadline: deadlineIn(totalMs), retries: 1 }
	const readAtMs = Date.now()
	const [pair, group, user, userAssignments, assignees] = await Promise.all([
		readPair(pod, groupId, userId, limits),
		factOf(getGroup(pod, groupId, limits)),
		factOf(readUser(pod, userId, limits)),
		factOf(listUserAssignments(pod, userId, limits)),
		factOf(listGroupAssignees(pod, groupId, { ...limits, limit: mostAssignees })),
	])
	const seen = assignmentsIn(pair, userAssignments, assignees)
	const ofUser = seen.filter((assignment) => assignment.userId === userId)
	const ofGroup = seen.filter((assignment) => assignment.groupId === groupId)
	const knownUser = completeUser(user, userId, ofUser)
	return {
		groupId,
		userId,
		readAtMs,
		pair,
		group: completeGroup(group, groupId, ofGroup),
		user: knownUser,
		...(await readRoles(pod, groupId, knownUser, ofUser, limits)),
		otherGroups: others(userAssignments, groupId, groupIdOf, ({ group: named }) => ({
			name: named?.name ?? null,
			area: named?.area ?? null,
		})),
		otherAssignees: others(assignees, userId, userIdOf, ({ user: named }) => ({
			name: named?.name ?? null,
			username: named?.username ?? null,
		})),
	}
}

async function factOf<T>(reading: Promise<T | null>): Promise<Fact<T>> {
	try {
		const value = await reading
		return value === null ? { state: 'not_found' } : { state: 'found', value }
	} catch (error) {
		if (!(error instanceof PodError)) throw error
		if (error.problem === 'not_found') return { state: 'not_found' }
		return { state: 'unreadable', problem: error.message }
	}
}

function assignmentsIn(pair: PairReading, ...lists: Fact<Listing<Assignment>>[]): Assignment[] {
	const own = pair.state !== 'unreadable' && pair.assignment ? [pair.assignment] : []
	return [...own, ...lists.flatMap((list) => (list.state === 'found' ? list.value.items : []))]
}

/** An assignment names its group too, where the pod does not show the group itself. */
function completeGroup(fact: Fact<Group>, id: string, assignments: Assignment[]): Fact<Group> {
	const brief = assignments.find(({ group }) => group?.name)?.group
	if (fact.state !== 'unreadable' || !brief) return fact
	const unsaid = {
		description: null,
		memberCount: null,
		assigneeCount: null,
		createdAtMs: null,
		modifiedAtMs: null,
	}
	return { state: 'found', value: { id, ...brief, ...unsaid } }
}

/** An assignment names its user too, where the pod's directory does not. */
function completeUser(fact: Fact<PodUser>, id: string, assignments: Assignment[]): Fact<PodUser> {
	const brief = assignments.find(({ user }) => user?.name || user?.username)?.user
	if (fact.state === 'found' || !brief) return fact
	return { state: 'found', value: { id, ...brief, title: null, department: null, roles: null } }
}

/** What a list names besides the pair itself; an entry that does not say whom it means makes it incomplete. */
function others<T>(
	fact: Fact<Listing<Assignment>>,
	own: string,
	idOf: (assignment: Assignment) => string | null,
	detailsOf: (assignment: Assignment) => T,
): ListFact<T & { id: string }> {
	if (fact.state === 'unreadable') return fact
	if (fact.state === 'not_found') {
		return { state: 'unreadable', problem: 'The pod does not know this, so it lists nothing.' }
	}
	const rest = fact.value.items.filter((assignment) => idOf(assignment) !== own)
	const items = rest.flatMap((assignment) => {
		const id = idOf(assignment)
		return id === null ? [] : [{ id, ...detailsOf(assignment) }]
	})
	return { state: 'read', items, complete: fact.value.complete && items.length === rest.length }
}
