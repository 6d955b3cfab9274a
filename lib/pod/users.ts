import type { PodClient } from './client.ts'
import { wireCandidatePage, wireUserLookup, wireUserSearch } from './contract.ts'
import type { AssigneeCandidate, PodUser } from './model.ts'
import type { ReadLimits } from './read.ts'
import { toCandidate, toPodUser } from './to-model.ts'

interface Found<T> {
	items: T[]
	hasMore: boolean
}

interface Search extends ReadLimits {
	/** Part of a name. */
	name: string
	limit: number
}

/**
 * The users whom the pod offers as assignees of a group. Not every pod has this call: 404 then, as for a group
 * that does not exist.
 * @throws PodError
 */
export async function searchCandidates(
	pod: PodClient,
	groupId: string,
	{ name, limit, ...limits }: Search,
): Promise<Found<AssigneeCandidate>> {
	const { users, pagination } = await pod.read({
		segments: ['v2', 'admin', 'usergroups', groupId, 'assigneecandidates'],
		query: { name: name || undefined, limit },
		schema: wireCandidatePage,
		...limits,
	})
	return {
		items: users.slice(0, limit).map(toCandidate),
		hasMore: users.length > limit || Boolean(pagination?.next),
	}
}

/**
 * The pod's own user search, which matches inexactly and often leaves roles out.
 * @throws PodError
 */
export async function searchUsers(
	pod: PodClient,
	{ name, limit, ...limits }: Search,
): Promise<Found<PodUser>> {
	const { users } = await pod.read({
		method: 'POST',
		segments: ['v1', 'user', 'search'],
		// One more than wanted tells whether there are more: what `count` counts is not published.
		query: { local: true, skip: 0, limit: limit + 1 },
		body: { query: name },
		schema: wireUserSearch,
		// 204 is the pod's "none".
		whenEmpty: { users: [], count: undefined },
		...limits,
	})
	return {
		items: users.slice(0, limit).map(toPodUser),
		hasMore: users.length > limit,
	}
}

/**
 * The pod's own users with exactly this ID, e-mail address or username.
 * @throws PodError
 */
export async function lookUpUsers(
	pod: PodClient,
	by: 'uid' | 'email' | 'username',
	value: string,
	limits: ReadLimits = {},
): Promise<PodUser[]> {
	// The pod takes a list separated by commas.
	if (value.includes(',')) return []
	const { users } = await pod.read({
		segments: ['v3', 'users'],
		query: { [by]: value, local: true },
		schema: wireUserLookup,
		whenEmpty: { users: [] },
		...limits,
	})
	return (users ?? []).map(toPodUser)
}

/**
 * One user of the pod; `null` where it has none with this ID.
 * @throws PodError
 */
export async function readUser(
	pod: PodClient,
	userId: string,
	limits: ReadLimits = {},
): Promise<PodUser | null> {
	const users = await lookUpUsers(pod, 'uid', userId, limits)
	return users.find(({ id }) => id === userId) ?? null
}
