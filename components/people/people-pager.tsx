import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Step } from '#components/audit/pager.tsx'
import { type PeopleParams, peopleHref } from '#lib/people/rules.ts'
import type { PeopleList } from '#lib/people/schemas.ts'

/** The way to the pages before and after. */
export function PeoplePager({
	list: { next, previous },
	params,
}: {
	list: PeopleList
	params: PeopleParams
}) {
	if (next === null && previous === null) return null
	return (
		<nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
			<span className="flex gap-2.5">
				<Step href={previous === null ? null : peopleHref(params)}>First</Step>
				<Step href={previous === null ? null : peopleHref(params, { before: previous })}>
					<ChevronLeft size={15} aria-hidden /> Previous
				</Step>
			</span>
			<Step href={next === null ? null : peopleHref(params, { after: next })}>
				Next <ChevronRight size={15} aria-hidden />
			</Step>
		</nav>
	)
}
