import { UsersRound } from 'lucide-react'
import { GroupChips, GroupFacts } from '#components/directory/group-facts.tsx'
import { PersonFacts, PersonRoles } from '#components/directory/person-facts.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { TwoLines } from '#components/ui/two-lines.tsx'
import type { GroupOption, PersonOption } from '#lib/directory/schemas.ts'

export type FindingKind = { kind: 'group'; group: GroupOption } | { kind: 'person'; person: PersonOption }

export const findingKey = (finding: FindingKind) =>
	finding.kind === 'group' ? `group ${finding.group.id}` : `person ${finding.person.id}`

/** A group or a person among what was found. */
export function Finding({ finding }: { finding: FindingKind }) {
	if (finding.kind === 'group') {
		const { group } = finding
		return (
			<TwoLines
				leading={
					<span className="grid size-[30px] shrink-0 place-items-center rounded-field bg-bg text-ink-3">
						<UsersRound size={15} aria-hidden />
					</span>
				}
				name={group.name ?? 'Group without a name'}
				chips={<GroupChips group={group} />}
				facts={<GroupFacts group={group} id={<span className="id-text">{group.id}</span>} />}
			/>
		)
	}
	const { person } = finding
	const name = person.name ?? person.username ?? 'Person without a name'
	return (
		<TwoLines
			leading={<Avatar name={name} />}
			name={name}
			chips={<PersonRoles person={person} />}
			facts={<PersonFacts person={person} id={<span className="id-text">{person.id}</span>} />}
		/>
	)
}
