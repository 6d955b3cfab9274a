import { expect, it } from 'vitest'
import { can, roles, verbs } from './permissions.ts'

// The design's table, written out once more by hand: a slip in either shows.
const table = {
	change_assignments: { officer: true, administrator: true, support: false, auditor: false },
	look_up: { officer: true, administrator: true, support: true, auditor: true },
	read_whole_record: { officer: true, administrator: true, support: false, auditor: true },
	read_own_record: { officer: true, administrator: true, support: true, auditor: true },
	export_record: { officer: true, administrator: true, support: true, auditor: true },
	file_requests: { officer: true, administrator: true, support: true, auditor: false },
	decide_requests: { officer: true, administrator: true, support: false, auditor: false },
	read_whole_requests: { officer: true, administrator: true, support: false, auditor: true },
	read_own_requests: { officer: true, administrator: true, support: true, auditor: false },
	break_glass: { officer: false, administrator: true, support: false, auditor: false },
	manage_people: { officer: false, administrator: true, support: false, auditor: false },
} as const

it.each(roles.flatMap((role) => verbs.map((verb) => [role, verb] as const)))(
	'lets the %s role do exactly what the table says of %s',
	(role, verb) => {
		expect(can(role, verb)).toBe(table[verb][role])
	},
)
