import type { z } from 'zod'
import type { PodClient } from './client.ts'
import { wireAssignment, wireAssignmentPage, type wireAssignmentUpdate } from './contract.ts'
import { deadlineIn } from './deadline.ts'
import type { Assignment } from './model.ts'
import { type Listing, readPages } from './pages.ts'
import { PodError } from './pod-error.ts'
import { judgeWrite, type PutOutcome, type WantedAssignment } from './put-outcome.ts'
import type { ReadLimits } from './read.ts'
import { toAssignment } from './to-model.ts'

export type { PutOutcome, WantedAssignment } from './put-outcome.ts'

const expand = 'user,group'
const pageSize = 100

/**
 * Sends one change of an assignment, within the client's write deadline (10 s), and judges the answer. Rules:
 * docs/architecture.md, "The life of a change". Never rejects for anything the pod or the network does.
 * @throws AppError `invalid_input` for a group ID that no address can carry; nothing was sent
 */
export async function putAssignment(pod: PodClient, wanted: WantedAssignment): Promise<PutOutcome> {
	const { groupId, userId, active } = wanted
	const body: z.input<typeof wireAssignmentUpdate> = { active }
	return judgeWrite(wanted, await pod.write({ segments: pairPath(groupId, userId), body }))
}

export type PairReading =
	| {
			state: 'assigned' | 'not_assigned'
			/** `null` where the pod shows by its absence that there is none. */
			assignment: Assignment | null
			readBy: 'assignment' | 'group_list' | 'user_list'
	  }
	/** `problem` is a sentence for the person. */
	| { state: 'unreadable'; problem: string }

/**
 * What the pod holds for a pair: from the single assignment, else from the group's list, else from the user's.
 * A 404 of the first is not yet "not assigned", since a pod may lack that call. Never rejects for a pod failure.
 */
export async function readPair(
	pod: PodClient,
	groupId: string,
	userId: string,
	limits: ReadLimits = {},
): Promise<PairReading> {
	const pair = { groupId, userId }
	const deadline = limits.deadline ?? deadlineIn(15_000)
	let problem = 'The pod shows this assignment in none of its listings, so its state is not known.'
	for (const look of [lookAtAssignment, lookInGroup, lookInUser]) {
		// Half of what is left for each but the last: one call that hangs does not use up the others' time.
		const share = look === lookInUser ? 1 : 0.5
		try {
			const found = await look(pod, pair, { ...limits, deadline: deadlineIn(deadline.remainingMs() * share) })
			if (found) return found
		} catch (error) {
			if (!(error instanceof PodError)) throw error
			if (error.problem !== 'not_found') problem = error.message
			if (isOutOfReach(error)) break
		}
	}
	return { state: 'unreadable', problem }
}

interface Pair {
	groupId: string
	userId: string
}
type Look = (pod: PodClient, pair: Pair, limits: ReadLimits) => Promise<PairReading | null>
type WireAssignment = z.output<typeof wireAssignment>

const lookAtAssignment: Look = async (pod, pair, limits) => {
	const segments = pairPath(pair.groupId, pair.userId)
	const wire = await pod.read({ segments, query: { expand }, schema: wireAssignment, ...limits })
	return namesPair(wire, pair) ? stateOf(wire, 'assignment') : null
}

const lookInGroup: Look = async (pod, pair, limits) => {
	const { groupId, userId } = pair
	const listing = await listWire(pod, groupPath(groupId), { userId, expand }, limits, pageSize)
	return findInListing(
		listing,
		(wire) => namesPair({ ...wire, groupId: wire.groupId ?? groupId }, pair),
		'group_list',
	)
}

const lookInUser: Look = async (pod, pair, limits) => {
	const { groupId, userId } = pair
	const query = { groupType: pod.groupType, groupId, expand }
	const listing = await listWire(pod, userPath(userId), query, limits, pageSize)
	return findInListing(
		listing,
		(wire) => namesPair({ ...wire, userId: wire.userId ?? userId }, pair),
		'user_list',
	)
}

/** A filtered listing shows the pair, or shows by being empty that there is none. Others in it: no filter was applied. */
function findInListing(
	{ items, complete }: Listing<WireAssignment>,
	isPair: (wire: WireAssignment) => boolean,
	readBy: 'group_list' | 'user_list',
): PairReading | null {
	const own = items.find(isPair)
	if (own) return stateOf(own, readBy)
	return complete && items.length === 0 ? { state: 'not_assigned', assignment: null, readBy } : null
}

function namesPair({ groupId, group, userId, user }: WireAssignment, pair: Pair): boolean {
	return (groupId ?? group?.id) === pair.groupId && (userId ?? user?.id) === pair.userId
}

function stateOf(
	wire: WireAssignment,
	readBy: 'assignment' | 'group_list' | 'user_list',
): PairReading | null {
	if (wire.active === undefined) return null
	return { state: wire.active ? 'assigned' : 'not_assigned', assignment: toAssignment(wire), readBy }
}

/** Failures after which the other listings need not be asked. */
const isOutOfReach = ({ problem }: PodError) =>
	problem === 'unreachable' || problem === 'name' || problem === 'tls' || problem === 'login'

/**
 * The officers responsible for a group, `limit` at most.
 * @throws PodError
 */
export async function listGroupAssignees(
	pod: PodClient,
	groupId: string,
	{ limit, ...limits }: ReadLimits & { limit: number },
): Promise<Listing<Assignment>> {
	return onlyActive(await listWire(pod, groupPath(groupId), { active: true, expand }, limits, limit))
}

/**
 * The groups a user is responsible for, 1,000 at most.
 * @throws PodError
 */
export async function listUserAssignments(
	pod: PodClient,
	userId: string,
	limits: ReadLimits = {},
): Promise<Listing<Assignment>> {
	const query = { groupType: pod.groupType, active: true, expand }
	return onlyActive(await listWire(pod, userPath(userId), query, limits))
}

// A pod that overlooks the filter `active` must not turn former assignees into present ones.
const onlyActive = ({ items, complete }: Listing<WireAssignment>): Listing<Assignment> => ({
	items: items.filter(({ active }) => active !== false).map(toAssignment),
	complete,
})

const listWire = (
	pod: PodClient,
	segments: string[],
	query: Record<string, string | boolean>,
	limits: ReadLimits,
	most = 1_000,
): Promise<Listing<WireAssignment>> =>
	readPages(pod, {
		segments,
		query,
		schema: wireAssignmentPage,
		itemsOf: (page) => page.data,
		pageSize: Math.min(pageSize, most),
		most,
		...limits,
	})

const groupPath = (groupId: string) => ['v2', 'admin', 'usergroups', groupId, 'assignments']
const userPath = (userId: string) => ['v2', 'admin', 'users', userId, 'usergroupassignments']
const pairPath = (groupId: string, userId: string) => [...groupPath(groupId), userId]
