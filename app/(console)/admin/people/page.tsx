import type { Metadata } from 'next'
import { counted } from '#components/directory/counted.ts'
import { NobodyFound, PeopleProblem } from '#components/people/nobody-found.tsx'
import { PeopleFilter } from '#components/people/people-filter.tsx'
import { PeoplePager } from '#components/people/people-pager.tsx'
import { PeopleTable } from '#components/people/people-table.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { forPage } from '#lib/auth/for-page.ts'
import type { Actor } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'
import { listPeople } from '#lib/people/list.ts'
import {
	type PeoplePage as Page,
	type PeopleParams,
	peopleFilterKeys,
	peopleHref,
} from '#lib/people/rules.ts'
import type { PeopleList } from '#lib/people/schemas.ts'
import { requirePageAdministrator } from '../page-administrator.ts'

export const metadata: Metadata = { title: 'People' }

type SearchParams = Record<string, string | string[] | undefined>

export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
	const asked = await searchParams
	const params = Object.fromEntries(peopleFilterKeys.map((key) => [key, textOf(asked[key])]))
	const page = { after: textOf(asked.after), before: textOf(asked.before) }
	const actor = await requirePageAdministrator(peopleHref(params, page))
	const list = await read(actor, params, page)
	return (
		<>
			<PageHeader
				title="People"
				sentence="Everyone who ever signed in, what their role is, and where they are signed in now."
			/>
			<PeopleFilter params={params} isUsable={!(list instanceof AppError)} />
			{list instanceof AppError ? (
				<PeopleProblem problem={list.message} />
			) : (
				<People list={list} params={params} />
			)}
		</>
	)
}

function People({ list, params }: { list: PeopleList; params: PeopleParams }) {
	if (list.people.length === 0) return <NobodyFound />
	return (
		<>
			<p role="status" className="-mb-2 text-note text-ink-3">
				{counted(list.total, 'person', 'people')}
				{list.people.length < list.total ? `, ${list.people.length} on this page` : ''}
			</p>
			<PeopleTable people={list.people} />
			<PeoplePager list={list} params={params} />
		</>
	)
}

/** Of a member that an address names more than once, the first counts. */
function textOf(asked: string | string[] | undefined): string | undefined {
	const first = Array.isArray(asked) ? asked[0] : asked
	return first === '' ? undefined : first
}

/** A filter that cannot be used shows nobody at all: a list without it would be taken for the answer. */
async function read(actor: Actor, params: PeopleParams, page: Page): Promise<PeopleList | AppError> {
	try {
		return await forPage(() => listPeople(actor, params, page))
	} catch (error) {
		if (error instanceof AppError && error.code === 'invalid_input') return error
		throw error
	}
}
