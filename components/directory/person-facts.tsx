import type { ReactNode } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { PersonOption } from '#lib/directory/schemas.ts'
import { Facts } from './facts.tsx'

/** A person's username, e-mail address and ID, and whether the pod would not take them. */
export function PersonFacts({ person, id }: { person: PersonOption; id: ReactNode }) {
	return (
		<Facts
			facts={[
				person.username,
				person.emailAddress,
				id,
				person.canBeAssigned === false ? (
					<span key="cannot" className="font-semibold text-bad">
						cannot be assigned
					</span>
				) : null,
			]}
		/>
	)
}

const roleWords: Record<string, string> = {
	COMPLIANCE_OFFICER: 'Compliance officer',
	SUPER_COMPLIANCE_OFFICER: 'Super compliance officer',
}

/** The roles that let a person be an assignee, in words; the others only by number, so that a line stays a line. */
export function PersonRoles({ person }: { person: PersonOption }) {
	const known = person.roles?.filter((role) => role in roleWords) ?? []
	return known.map((role) => <Chip key={role}>{roleWords[role]}</Chip>)
}
