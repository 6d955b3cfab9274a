import type { AssigneeCandidate, Group, PodUser } from '#lib/pod/model.ts'
import { isGlobalGroup } from './global-group.ts'
import type { GroupOption, PersonOption } from './schemas.ts'

/** The fields of the pod's model that a picker shows. */

export function toGroupOption(group: Group, globalGroupId: string | null): GroupOption {
	const { id, name, area, active, memberCount, assigneeCount } = group
	return { id, name, area, active, memberCount, assigneeCount, isGlobal: isGlobalGroup(group, globalGroupId) }
}

export function toPersonOption(user: PodUser | AssigneeCandidate): PersonOption {
	const { id, name, username, emailAddress, roles } = user
	// A search leaves roles out, or empty, without meaning that there are none.
	const known = roles && roles.length > 0 ? roles : null
	const canBeAssigned = 'canBeAssigned' in user ? user.canBeAssigned : null
	return { id, name, username, emailAddress, roles: known, canBeAssigned }
}
