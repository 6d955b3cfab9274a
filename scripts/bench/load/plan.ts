/** What the process that plays the people is told, and what it tells when it is done. */

export type LoadRole = 'officer' | 'support' | 'auditor' | 'administrator'

export interface LoadPerson {
	role: LoadRole
	/** The whole `Cookie` header. */
	cookie: string
	/** Theirs alone, so that no two people meet on one: assigned and unassigned in turn, or asked for. */
	pairs: { groupId: string; userId: string }[]
}

export const loadActions = ['applyChangeAction', 'fileRequestAction', 'approveRequestAction'] as const

export interface LoadPlan {
	url: string
	people: LoadPerson[]
	/** How many the record holds at least. */
	entries: number
	/** Next's own name of each action. */
	actionIds: Record<(typeof loadActions)[number], string>
	/** Every warning there is: people are taken to have read them. */
	warnings: readonly string[]
	warmUpMs: number
	measuredMs: number
	/** Mean pause between two things that a person does; each pause is from half of it to one and a half. */
	thinkMs: number
}

export const kinds = [
	'page /assign',
	'page /requests',
	'page /requests/new',
	'page /requests, one open',
	'page /audit',
	'page /audit, filtered',
	'page /audit/[sequence]',
	'type-ahead, groups',
	'type-ahead, people',
	'pair as the pod shows it',
	'queue of requests',
	'poll',
	'action: change',
	'action: request filed',
	'action: decision',
] as const
export type LoadKind = (typeof kinds)[number]

export interface LoadResult {
	/** Milliseconds from sending to the last byte of the answer. */
	took: Record<LoadKind, number[]>
	errors: number
	/** The first of them. */
	firstErrors: { kind: LoadKind; what: string }[]
	/** Requests of one person in one whole minute, each minute of each person. */
	perPersonMinute: number[]
	/** Processor time of this process while it measured. */
	cpuSeconds: number
}
