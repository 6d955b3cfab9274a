/** What the pickers and the pair view show. Times are ISO 8601; `null` means "the pod did not say". */

export interface GroupOption {
	id: string
	name: string | null
	area: string | null
	active: boolean | null
	memberCount: number | null
	assigneeCount: number | null
	isGlobal: boolean
}

export interface GroupSearch {
	groups: GroupOption[]
	/** How many groups matched in all; `groups` holds the best of them. */
	total: number
	/** When the list that was searched was read from the pod. */
	readAt: string
}

export interface PersonOption {
	id: string
	name: string | null
	username: string | null
	emailAddress: string | null
	/** `null` where the pod does not give them. */
	roles: string[] | null
	/** `false` where the pod says that this user cannot be an assignee of the chosen group. */
	canBeAssigned: boolean | null
}

export interface PeopleSearch {
	people: PersonOption[]
	/** Where the people come from: the pod's candidates for the chosen group, or its user search. */
	source: 'candidates' | 'search'
	hasMore: boolean
}

/** The pod as the shell shows it. */
export interface PodStatus {
	state: 'connected' | 'degraded' | 'unreachable'
	sandbox: boolean
	/** One sentence: what is wrong, or when the pod last answered. */
	detail: string
}
