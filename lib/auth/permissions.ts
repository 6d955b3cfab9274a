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
] as const
export type Verb = (typeof verbs)[number]

const allowed: Record<Verb, readonly Role[]> = {
	change_assignments: ['officer', 'administrator'],
	look_up: ['officer', 'administrator', 'support', 'auditor'],
	read_whole_record: ['officer', 'administrator', 'auditor'],
	read_own_record: ['officer', 'administrator', 'support', 'auditor'],
	export_record: ['officer', 'administrator', 'support', 'auditor'],
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
