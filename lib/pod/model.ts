/**
 * A pod's groups, users and assignments in the field's own terms, as `lib/pod` gives them to the rest of the
 * console. Identifiers are strings, times are epoch milliseconds, and `null` means "the pod did not say".
 */

export interface Group {
	id: string
	name: string | null
	area: string | null
	description: string | null
	type: string | null
	active: boolean | null
	/** People watched through the group. */
	memberCount: number | null
	/** Officers responsible for the group. */
	assigneeCount: number | null
	createdAtMs: number | null
	modifiedAtMs: number | null
}

export interface PodUser {
	id: string
	username: string | null
	/** Display name, or first and last name. */
	name: string | null
	emailAddress: string | null
	title: string | null
	department: string | null
	/** `null` where the answer left roles out, which says nothing of the user. */
	roles: string[] | null
}

export interface AssigneeCandidate extends PodUser {
	/** Whether the pod would take this user as an assignee of the group. */
	canBeAssigned: boolean | null
}

export interface Assignment {
	id: string | null
	groupId: string | null
	group: { name: string | null; area: string | null; type: string | null; active: boolean | null } | null
	userId: string | null
	user: { username: string | null; name: string | null; emailAddress: string | null } | null
	userRoles: string[] | null
	active: boolean | null
	lastAddedAtMs: number | null
	lastRemovedAtMs: number | null
}
