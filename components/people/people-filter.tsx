'use client'

import Link from 'next/link'
import { ChoiceChip } from '#components/audit/filter/choice-chip.tsx'
import { TextFilter } from '#components/audit/filter/text-filter.tsx'
import { roles } from '#lib/auth/permissions.ts'
import {
	type PeopleFilterKey,
	type PeopleParams,
	peopleHref,
	personStates,
	searchedTextMost,
} from '#lib/people/rules.ts'
import { roleTitle, stateWords } from './people-words.ts'

interface PeopleFilterProps {
	params: PeopleParams
	/** Whether anything can be found by it; else the note on why not has the way out. */
	isUsable: boolean
}

/** Which people are shown. Every choice is an address, so that it can be kept, sent and gone back from. */
export function PeopleFilter({ params, isUsable }: PeopleFilterProps) {
	const hrefWith = (key: PeopleFilterKey) => (value: string | null) =>
		peopleHref({ ...params, [key]: value ?? undefined })
	const isFiltered = isUsable && Object.values(params).some(Boolean)
	return (
		<search aria-label="Filter" className="flex flex-wrap items-center gap-2">
			<TextFilter
				label="Name, e-mail or subject contains"
				asked={params.text ?? ''}
				most={searchedTextMost}
				href={(text) => peopleHref({ ...params, text })}
			/>
			<ChoiceChip
				name="Role"
				chosen={params.role ?? null}
				choices={roles.map((role) => ({ value: role, word: roleTitle(role) }))}
				href={hrefWith('role')}
			/>
			<ChoiceChip
				name="State"
				chosen={params.state ?? null}
				choices={personStates.map((state) => ({ value: state, word: stateWords[state] }))}
				href={hrefWith('state')}
			/>
			{isFiltered ? (
				<Link
					prefetch={false}
					href={peopleHref({})}
					className="rounded-sm px-1 font-medium text-accent hover:underline"
				>
					Clear filter
				</Link>
			) : null}
		</search>
	)
}
