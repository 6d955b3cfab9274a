import { desc, eq } from 'drizzle-orm'
import { listOperations } from '#lib/audit/list.ts'
import type { FilterParams } from '#lib/audit/rules.ts'
import { createDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { users } from '#lib/db/schema.ts'
import type { RunningConsole } from '../../e2e/fixtures/console.ts'
import { Visitor } from '../../e2e/fixtures/visitor.ts'
import { signIn } from './changes.ts'
import { figure, heading, ms, timeEach, times } from './figures.ts'
import { residentMegabytes } from './server.ts'

const turns = 40

/** Pages and exports of the record that the console holds by now. */
export async function benchAudit(console: RunningConsole): Promise<void> {
	const db = createDatabase(console.databaseUrl)
	const [someone] = await db.select({ id: users.id }).from(users).where(eq(users.name, 'Sam Okafor'))
	const [newest] = await db
		.select()
		.from(entries)
		.where(eq(entries.begins, true))
		.orderBy(desc(entries.seq))
		.limit(1)
	const filters: [string, FilterParams][] = [
		['nothing', {}],
		['a person', { person: someone?.id }],
		['an action', { action: 'unassign' }],
		['an outcome', { outcome: 'refused' }],
		['an outcome that never was', { outcome: 'closed' }],
		['a group', { group: newest?.groupId ?? '' }],
		['a user', { user: newest?.userId ?? '' }],
		['a source', { source: 'undo' }],
		['frequent words', { text: 'desk' }],
		['rare words', { text: 'note 4242' }],
		['words that nobody wrote', { text: 'zzyzx' }],
		['group, outcome and words', { group: newest?.groupId ?? '', outcome: 'refused', text: 'note' }],
	]
	const actor = await signIn()
	heading('First page of the audit, filtered by')
	for (const [what, filter] of filters) {
		const took = await timeEach(turns, 1, () => listOperations(actor, { range: 'all', ...filter }, {}))
		figure(what, times(took, 0.95), 'p95 ≤ 150 ms')
	}
	const middle = await timeEach(turns, 1, () =>
		listOperations(actor, { range: 'all' }, { before: Math.floor((newest?.seq ?? 0) / 2) }),
	)
	figure('no filter, a page from the middle', times(middle, 0.95))
	await db.$client.end()
	await benchExport(console)
}

async function benchExport(console: RunningConsole): Promise<void> {
	const visitor = new Visitor(console.url)
	await visitor.signIn('jo.fenwick')
	heading('Export')
	const kinds: [string, FilterParams, string][] = [
		['whole, NDJSON', {}, 'ndjson'],
		['whole, CSV', {}, 'csv'],
		['an outcome, NDJSON with proofs', { outcome: 'refused' }, 'ndjson'],
		['an action, NDJSON with proofs', { action: 'unassign' }, 'ndjson'],
	]
	for (const [what, filter, format] of kinds) {
		const recordedAt = performance.now()
		const form = { filter: { range: 'all', ...filter }, format, since: null }
		const answer = await visitor.act('recordExportAction', form)
		const counted = ms(performance.now() - recordedAt)
		const href = /"href":"([^"]+)"/.exec(answer)?.[1]
		if (!href) throw new Error(`the export was not recorded: ${answer.slice(0, 400)}`)
		const before = residentMegabytes(console)
		let [most, bytes] = [before, 0]
		const begunAt = performance.now()
		const response = await visitor.fetch(href)
		for await (const chunk of response.body ?? []) {
			bytes += chunk.length
			most = Math.max(most, residentMegabytes(console))
		}
		const seconds = (performance.now() - begunAt) / 1000
		figure(what, `${seconds.toFixed(1)} s, ${Math.round(bytes / 1e6)} MB`, '≤ 60 s')
		figure('counted and recorded before', counted)
		figure('more memory meanwhile', `${Math.round(most - before)} MB`, '≤ 100 MB')
	}
}
