/** Who may what: the table of the design and nothing else. Pure, so that screens may ask it too. */

export const roles = ['officer', 'administrator', 'support', 'auditor'] as const
export type Role = (typeof roles)[number]

export const verbs = [
	'change_assignments',
	'look_up',
	/** The record and recent changes: everyone's. */
	'read_whole_record',
	/** One's own actions, and what became of them. */
	'read_own_record',
	/** As much of the record as one may read. */
	'export_record',
	/** Ask for a change of an assignment. */
	'file_requests',
	/** Claim, approve and reject what others ask for. */
	'decide_requests',
	/** Everyone's requests. */
	'read_whole_requests',
	/** One's own requests. */
	'read_own_requests',
	/** Apply at once where everyone else needs another officer. */
	'break_glass',
	/** See who signs in, end sessions, disable people. */
	'manage_people',
] as const
export type Verb = (typeof verbs)[number]

const allowed: Record<Verb, readonly Role[]> = {
	change_assignments: ['officer', 'administrator'],
	look_up: ['officer', 'administrator', 'support', 'auditor'],
	read_whole_record: ['officer', 'administrator', 'auditor'],
	read_own_record: ['officer', 'administrator', 'support', 'auditor'],
	export_record: ['officer', 'administrator', 'support', 'auditor'],
	file_requests: ['officer', 'administrator', 'support'],
	decide_requests: ['officer', 'administrator'],
	read_whole_requests: ['officer', 'administrator', 'auditor'],
	read_own_requests: ['officer', 'administrator', 'support'],
	break_glass: ['administrator'],
	manage_people: ['administrator'],
}

export const roleNames: Record<Role, string> = {
	officer: 'compliance officer',
	administrator: 'administrator',
	support: 'support staff',
	auditor: 'auditor',
}

export function can(role: Role, verb: Verb): boolean {
	return allowed[verb].includes(role)
}
