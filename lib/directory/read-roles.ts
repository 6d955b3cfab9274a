import type { PodClient } from '#lib/pod/client.ts'
import type { AssigneeCandidate, Assignment, PodUser } from '#lib/pod/model.ts'
import { PodError } from '#lib/pod/pod-error.ts'
import type { ReadLimits } from '#lib/pod/read.ts'
import { searchCandidates } from '#lib/pod/users.ts'
import type { Fact } from './fact.ts'

export interface KnownRoles {
	/** `null` where no answer of the pod gives them. */
	roles: string[] | null
	/** Whether the pod would take the user as an assignee of the group; `null` where it does not say. */
	canBeAssigned: boolean | null
}

const candidatesAsked = 50

/**
 * A user's roles, from the first place that gives any: their assignments, the pod's candidates for the group, the
 * look-up. The pod has no call for one user's roles alone, and leaves them out of most answers; empty says nothing.
 */
export async function readRoles(
	pod: PodClient,
	groupId: string,
	user: Fact<PodUser>,
	assignments: Assignment[],
	limits: ReadLimits,
): Promise<KnownRoles> {
	const assigned = assignments.map(({ userRoles }) => userRoles).find(isGiven)
	if (assigned) return { roles: assigned, canBeAssigned: null }
	if (user.state !== 'found') return { roles: null, canBeAssigned: null }
	const candidate = await findCandidate(pod, groupId, user.value, limits)
	return {
		roles: [candidate?.roles, user.value.roles].find(isGiven) ?? null,
		canBeAssigned: candidate?.canBeAssigned ?? null,
	}
}

const isGiven = (roles: string[] | null | undefined): roles is string[] => Boolean(roles && roles.length > 0)

async function findCandidate(
	pod: PodClient,
	groupId: string,
	{ id, name, username }: PodUser,
	limits: ReadLimits,
): Promise<AssigneeCandidate | null> {
	const wanted = name ?? username
	if (wanted === null) return null
	try {
		const { items } = await searchCandidates(pod, groupId, {
			name: wanted,
			limit: candidatesAsked,
			...limits,
		})
		return items.find((candidate) => candidate.id === id) ?? null
	} catch (error) {
		if (error instanceof PodError) return null
		throw error
	}
}
