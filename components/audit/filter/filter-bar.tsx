'use client'

import Link from 'next/link'
import { useGroupDetails, usePersonDetails } from '#components/directory/use-details.ts'
import {
	auditActions,
	auditHref,
	auditOutcomes,
	type FilterKey,
	type FilterParams,
	mayHideSignIns,
	searchedTextMost,
} from '#lib/audit/rules.ts'
import type { AuditPerson } from '#lib/audit/schemas.ts'
import { actionWords, outcomeWords, sourceWords } from '../words.ts'
import { ChoiceChip } from './choice-chip.tsx'
import { SignInsLink } from './sign-ins-link.tsx'
import { GroupChip, UserChip } from './subject-chips.tsx'
import { TextFilter } from './text-filter.tsx'
import { TimeChip } from './time-chip.tsx'

interface FilterBarProps {
	params: FilterParams
	/** People whose actions the viewer may see; empty where that is only their own. */
	people: AuditPerson[]
}

const choices = <T extends string>(values: readonly T[], words: Record<T, string>) =>
	values.map((value) => ({ value, word: words[value] }))

/** What of the record is shown. Every choice is an address, so that it can be kept, sent and gone back from. */
export function FilterBar({ params, people }: FilterBarProps) {
	const group = useGroupDetails(params.group ?? null, params.group !== undefined)
	const user = usePersonDetails(params.user ?? null, params.user !== undefined)
	const hrefWith = (key: FilterKey) => (value: string | null) =>
		auditHref({ ...params, [key]: value ?? undefined })
	const isFiltered = Object.entries(params).some(([, value]) => value)
	return (
		<search aria-label="Filter" className="flex flex-wrap items-center gap-2 print:hidden">
			<TimeChip params={params} />
			{people.length > 0 ? (
				<ChoiceChip
					name="Person"
					chosen={params.person ?? null}
					choices={people.map(({ id, name }) => ({ value: id, word: name }))}
					href={hrefWith('person')}
				/>
			) : null}
			<ChoiceChip
				name="Action"
				chosen={params.action ?? null}
				choices={choices(auditActions, actionWords)}
				href={hrefWith('action')}
			/>
			<ChoiceChip
				name="Outcome"
				chosen={params.outcome ?? null}
				choices={choices(auditOutcomes, outcomeWords)}
				href={hrefWith('outcome')}
			/>
			<GroupChip chosen={params.group ? (group.data?.name ?? params.group) : null} href={hrefWith('group')} />
			<UserChip chosen={params.user ? (user.data?.name ?? params.user) : null} href={hrefWith('user')} />
			<ChoiceChip
				name="Source"
				chosen={params.source ?? null}
				choices={Object.entries<string>(sourceWords).map(([value, word]) => ({ value, word }))}
				href={hrefWith('source')}
			/>
			{mayHideSignIns(params) ? <SignInsLink params={params} /> : null}
			<TextFilter
				label="Reason or ticket contains"
				asked={params.text ?? ''}
				most={searchedTextMost}
				href={(text) => auditHref({ ...params, text })}
			/>
			{isFiltered ? (
				<Link
					prefetch={false}
					href="/audit"
					className="rounded-sm px-1 font-medium text-accent hover:underline"
				>
					Clear filter
				</Link>
			) : null}
		</search>
	)
}
