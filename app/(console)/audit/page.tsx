import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AuditProblem } from '#components/audit/audit-problem.tsx'
import { AuditTools } from '#components/audit/audit-tools.tsx'
import { ChangesChart } from '#components/audit/changes-chart.tsx'
import { ChartFrame } from '#components/audit/chart-frame.tsx'
import { FilterBar } from '#components/audit/filter/filter-bar.tsx'
import { NothingFound } from '#components/audit/nothing-found.tsx'
import { OperationTable } from '#components/audit/operation-table.tsx'
import { Pager } from '#components/audit/pager.tsx'
import { RecordCard } from '#components/audit/state/record-card.tsx'
import { counted } from '#components/directory/counted.ts'
import { PageHeader } from '#components/shell/page-header.tsx'
import { countChanges } from '#lib/audit/changes-over-time.ts'
import { listOperations } from '#lib/audit/list.ts'
import { listPeople } from '#lib/audit/people.ts'
import { readRecordState } from '#lib/audit/record-state.ts'
import { auditHref, type FilterParams, filterKeys, mayFindChanges, shownFilter } from '#lib/audit/rules.ts'
import type { AuditList, RecordState } from '#lib/audit/schemas.ts'
import { forPage } from '#lib/auth/for-page.ts'
import { can } from '#lib/auth/permissions.ts'
import { type Actor, requirePageActor } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'

export const metadata: Metadata = { title: 'Audit' }

type SearchParams = Record<string, string | string[] | undefined>

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
	const asked = await searchParams
	const params = filterIn(asked)
	const page = { before: asked.before, after: asked.after }
	const actor = await requirePageActor(auditHref(params))
	const seesAll = can(actor.role, 'read_whole_record')
	const [list, people, record] = await forPage(() =>
		Promise.all([
			namedTwice(asked) ?? read(actor, shownFilter(params), page),
			listPeople(actor),
			seesAll ? readRecordAtStart(actor) : null,
		]),
	)
	return (
		<>
			<PageHeader
				title="Audit"
				sentence={
					seesAll
						? 'Every attempt, decision and outcome, with a proof that it was not altered since.'
						: 'What you did here and what became of it, with a proof that it was not altered since.'
				}
			>
				<AuditTools params={params} seesAll={seesAll} recordAtStart={record} />
			</PageHeader>
			{seesAll ? <RecordCard atStart={record} /> : null}
			<FilterBar params={params} people={people} />
			{list instanceof AppError ? (
				<AuditProblem problem={list.message} />
			) : mayFindChanges(params) ? (
				<Suspense key={auditHref(params)} fallback={<ChartFrame />}>
					<Chart actor={actor} params={params} />
				</Suspense>
			) : null}
			{list instanceof AppError ? null : list.operations.length === 0 ? (
				<NothingFound params={params} />
			) : (
				<>
					<p role="status" className="sr-only">
						{counted(list.operations.length, 'operation', 'operations')} shown
					</p>
					<OperationTable operations={list.operations} />
					<Pager list={list} params={params} />
				</>
			)}
		</>
	)
}

/** Counted apart from the list, which need not wait for it. */
async function Chart({ actor, params }: { actor: Actor; params: FilterParams }) {
	const changes = await forPage(() => countChanges(actor, shownFilter(params)))
	return <ChangesChart changes={changes} params={params} />
}

/** What cannot be read now, the card asks for again by itself, and says why where it fails then, too. */
async function readRecordAtStart(actor: Actor): Promise<RecordState | null> {
	try {
		return await readRecordState(actor)
	} catch (error) {
		if (error instanceof AppError) return null
		throw error
	}
}

/** A filter that cannot be used shows nothing at all: a list without it would be taken for the answer. */
async function read(actor: Actor, filter: FilterParams, page: SearchParams): Promise<AuditList | AppError> {
	try {
		return await listOperations(actor, filter, page)
	} catch (error) {
		if (error instanceof AppError && error.code === 'invalid_input') return error
		throw error
	}
}

/** Which of the two was meant, nobody knows; without either, the list would be taken for the answer. */
function namedTwice(asked: SearchParams): AppError | null {
	const key = filterKeys.find((name) => Array.isArray(asked[name]))
	return key ? new AppError('invalid_input', `The address names “${key}” more than once.`) : null
}

function filterIn(asked: SearchParams): FilterParams {
	return Object.fromEntries(
		filterKeys.flatMap((key) => {
			const value = asked[key]
			return typeof value === 'string' && value !== '' ? [[key, value]] : []
		}),
	)
}
