import type { WireAssignment, WireCandidate, WireGroup, WireUser } from '../contract.ts'
import type { SandboxAssignment } from './assignments-data.ts'
import type { SandboxGroup } from './groups-data.ts'
import { displayName, type Person } from './people.ts'
import type { SandboxPod } from './sandbox-pod.ts'
import type { ServiceAccount } from './service-accounts.ts'

const present = (name: string, value: unknown) => (value === null ? {} : { [name]: value })

export function groupOnWire(group: SandboxGroup, pod: SandboxPod): WireGroup {
	const { id, name, area, description, type, active, memberCount, createdAtMs, modifiedAtMs } = group
	return {
		id,
		name,
		...present('area', area),
		description,
		type,
		active,
		createdDate: createdAtMs,
		modifiedDate: modifiedAtMs,
		memberCount,
		assigneeCount: pod.assignments.countActive(id),
	}
}

function groupBrief({ id, name, area, type, active }: SandboxGroup) {
	return { id, name, ...present('area', area), type, active }
}

function userBrief({ id, username, given, family, emailAddress }: Person) {
	return { id: BigInt(id), username, firstName: given.text, lastName: family.text, emailAddress }
}

/** Which of the two objects an assignment carries with it. */
export interface Expansion {
	user: boolean
	group: boolean
}

/** An assignment as the pod sends it. Dates that never were are left out, and all that is optional for a sparse person. */
export function assignmentOnWire(
	assignment: SandboxAssignment,
	pod: SandboxPod,
	expand: Expansion,
): WireAssignment {
	const { id, groupId, userId, active, lastAddedAtMs, lastRemovedAtMs } = assignment
	const person = pod.people.byId(userId)
	const group = pod.groups.get(groupId)
	if (person === undefined || person.sparse) return { groupId, userId: BigInt(userId), active }
	return {
		id,
		groupId,
		...(expand.group && group && { group: groupBrief(group) }),
		userId: BigInt(userId),
		...(expand.user && { user: userBrief(person) }),
		userRoles: [...person.roles],
		active,
		...present('lastAddedDate', lastAddedAtMs),
		...present('lastRemovedDate', lastRemovedAtMs),
	}
}

export function candidateOnWire(person: Person, group: SandboxGroup): WireCandidate {
	const { id, username, given, family, emailAddress, roles, isOfficer, sparse } = person
	const names = { username, firstName: given.text, surname: family.text }
	const brief = { userId: BigInt(id), ...names, emailAddress }
	return sparse ? brief : { ...brief, canBeAssigned: isOfficer && group.active, roles: [...roles] }
}

/** A user as the directory tells it. `roles` are left out of search answers, and of a sparse person's. */
export function userOnWire(person: Person, withRoles: boolean): WireUser {
	const { id, username, given, family, emailAddress, title, department, location } = person
	return {
		id: BigInt(id),
		emailAddress,
		firstName: given.text,
		lastName: family.text,
		displayName: displayName(person),
		title,
		company: 'Example Bank',
		username,
		location,
		accountType: 'NORMAL',
		department,
		...(withRoles && !person.sparse && { roles: [...person.roles] }),
	}
}

export function accountOnWire({ id, username, displayName }: ServiceAccount): WireUser {
	return {
		id: BigInt(id),
		username,
		displayName,
		emailAddress: `${username}@example.com`,
		accountType: 'SYSTEM',
	}
}
