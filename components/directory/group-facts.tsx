import type { ReactNode } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { GroupOption } from '#lib/directory/schemas.ts'
import { counted } from './counted.ts'
import { Facts } from './facts.tsx'

/** How many people a group watches, how many officers answer for it, whether it is active, and its ID. */
export function GroupFacts({ group, id }: { group: GroupOption; id: ReactNode }) {
	return (
		<Facts
			facts={[
				group.memberCount === null ? null : counted(group.memberCount, 'person watched', 'people watched'),
				group.assigneeCount === null ? null : counted(group.assigneeCount, 'assignee', 'assignees'),
				group.active === null ? null : group.active ? (
					'group active'
				) : (
					<span key="inactive" className="font-semibold text-bad">
						group inactive
					</span>
				),
				id,
			]}
		/>
	)
}

/** The marks beside a group's name. */
export function GroupChips({ group }: { group: GroupOption }) {
	return (
		<>
			{group.area ? <Chip>{group.area}</Chip> : null}
			{group.isGlobal ? <Chip>contains everyone</Chip> : null}
		</>
	)
}
