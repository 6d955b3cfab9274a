import { FilePlus2, type LucideIcon, UsersRound } from 'lucide-react'
import { GroupChips, GroupFacts } from '#components/directory/group-facts.tsx'
import { PersonFacts, PersonRoles } from '#components/directory/person-facts.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { TwoLines } from '#components/ui/two-lines.tsx'
import type { GroupOption, PersonOption } from '#lib/directory/schemas.ts'
import type { PaletteOption } from './palette-options.ts'

/** A group or a person among what was found, or the way to ask for a change. */
export function Finding({ finding }: { finding: PaletteOption }) {
	switch (finding.kind) {
		case 'group':
			return <FoundGroup group={finding.group} />
		case 'person':
			return <FoundPerson person={finding.person} />
		case 'ask':
			return <Ask name={finding.of?.name ?? null} />
	}
}

function FoundGroup({ group }: { group: GroupOption }) {
	return (
		<TwoLines
			leading={<Mark icon={UsersRound} />}
			name={group.name ?? 'Group without a name'}
			chips={<GroupChips group={group} />}
			facts={<GroupFacts group={group} id={<span className="id-text">{group.id}</span>} />}
		/>
	)
}

function FoundPerson({ person }: { person: PersonOption }) {
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

function Ask({ name }: { name: string | null }) {
	return (
		<div className="flex items-center gap-3">
			<Mark icon={FilePlus2} />
			<span className="min-w-0 truncate font-medium">
				{name === null ? (
					'New request'
				) : (
					<>
						Ask for a change of <bdi className="font-semibold">{name}</bdi>
					</>
				)}
			</span>
		</div>
	)
}

function Mark({ icon: Icon }: { icon: LucideIcon }) {
	return (
		<span className="grid size-[30px] shrink-0 place-items-center rounded-field bg-bg text-ink-3">
			<Icon size={15} aria-hidden />
		</span>
	)
}
