import Link from 'next/link'
import { ChoiceChip } from '#components/audit/filter/choice-chip.tsx'
import { GroupChip, UserChip } from '#components/audit/filter/subject-chips.tsx'
import { useGroupDetails, usePersonDetails } from '#components/directory/use-details.ts'
import { requestKinds } from '#lib/requests/rules.ts'
import { type DeskAddress, type DeskFilter, deskHref } from '../desk-address.ts'
import { kindWords } from '../kind-words.ts'

const kinds = requestKinds.map((value) => ({ value, word: kindWords[value] }))

/** What of the queue is shown; every choice is an address. */
export function QueueFilter({ address }: { address: DeskAddress }) {
	const { kind, group, user } = address
	const groupDetails = useGroupDetails(group, group !== null)
	const userDetails = usePersonDetails(user, user !== null)
	const hrefWith = (key: keyof DeskFilter) => (value: string | null) =>
		deskHref({ ...address, [key]: value, request: null })
	return (
		<search aria-label="Filter" className="flex flex-wrap items-center gap-2 print:hidden">
			<ChoiceChip name="Kind" chosen={kind} choices={kinds} href={hrefWith('kind')} />
			<GroupChip
				chosen={group === null ? null : (groupDetails.data?.name ?? group)}
				href={hrefWith('group')}
			/>
			<UserChip chosen={user === null ? null : (userDetails.data?.name ?? user)} href={hrefWith('user')} />
			{isFiltered(address) ? <ClearFilter address={address} /> : null}
		</search>
	)
}

export const isFiltered = ({ kind, group, user }: DeskFilter) =>
	kind !== null || group !== null || user !== null

/** The same part of the queue, whole. */
export function ClearFilter({ address }: { address: DeskAddress }) {
	return (
		<Link
			prefetch={false}
			href={deskHref({ tab: address.tab, request: address.request })}
			className="rounded-sm px-1 font-medium text-accent hover:underline"
		>
			Clear filter
		</Link>
	)
}
