import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import { countEntries } from './count-entries.ts'
import { selectEntries } from './entry-row.ts'
import { csvEntry, csvHead } from './export-csv.ts'
import { listOperations } from './list.ts'
import { viewerOf } from './matching.ts'
import { readEntry } from './read-entry.ts'
import { exportedFilter, type FilterParams, shownFilter, signInActions } from './rules.ts'
import { signedIn } from './testing/told.ts'

/** What the audit says of people's access to the console, and when it leaves their coming and going out. */

const { db, appUrl } = await createTestDatabase()
vi.stubEnv('DATABASE_URL', appUrl)
afterAll(() => getDatabase().$client.end())

let administrator: Actor
let support: Actor

const who = ({ issuer, subject }: Actor) => ({ issuer, subject })

beforeAll(async () => {
	administrator = await signedIn('administrator', 'Noor')
	support = await signedIn('support', 'Priya')
	const place = { browser: 'Chrome on Windows', address: '192.0.2.7' }
	const by = (actor: Actor) => ({ name: actor.name, role: actor.role })
	const own = { actor: who(support), source: 'sign_in' as const }
	const about = { actor: who(administrator), person: who(support), source: 'people_page' as const }
	const told = { by: by(administrator), name: 'Priya' }
	const entries: Entry[] = [
		{ ...own, action: 'person.signed_in', role: 'support', details: { by: by(support), ...place } },
		{
			...own,
			action: 'person.role_changed',
			role: 'support',
			roleBefore: 'auditor',
			details: { by: by(support) },
		},
		{ ...about, action: 'person.disabled', count: 2, details: { ...told, reason: 'Left the firm today.' } },
		{
			action: 'person.sign_in_failed',
			actor: null,
			person: who(support),
			source: 'sign_in',
			details: { name: 'Priya', code: 'disabled', message: 'An administrator has disabled the person.' },
		},
		{ ...about, action: 'person.enabled', details: { ...told, reason: 'Is back with the firm.' } },
		{ ...about, action: 'person.sessions_ended', count: 1, details: told },
		{ ...own, action: 'person.signed_out', details: { by: by(support) } },
		{ action: 'setting.approvals', actor: null, source: 'console', approvals: 'two', details: {} },
	]
	await appendEntries(db, entries)
})

const listed = async (params: FilterParams, viewer = administrator) =>
	(await listOperations(viewer, shownFilter(params), {})).operations.map(({ action }) => action).toReversed()

const kept = ['person.role_changed', 'person.disabled', 'person.enabled', 'person.sessions_ended']

describe('the list', () => {
	it('leaves sign-ins, failed ones and sign-outs out, and nothing else that was done with access', async () => {
		expect(await listed({})).toEqual([...kept, 'setting.approvals'])
	})

	it('shows them where they are asked for: all together, by their action, or by where they began', async () => {
		expect(await listed({ signIns: 'shown' })).toHaveLength(8)
		const signIns = ['person.signed_in', 'person.sign_in_failed', 'person.signed_out']
		expect(await listed({ action: 'sign_in' })).toEqual(signIns)
		expect(await listed({ source: 'sign_in' })).toEqual([signIns[0], kept[0], signIns[1], signIns[2]])
		expect(await listed({ action: 'access' })).toEqual(kept)
		expect(await listed({ signIns: 'shown' }, support)).toEqual([signIns[0], kept[0], signIns[2]])
	})

	it('of one person holds what they did and what was done to them, failed sign-ins too', async () => {
		const signIns = ['person.signed_in', 'person.sign_in_failed', 'person.signed_out']
		expect(await listed({ person: support.id, action: 'sign_in' })).toEqual(signIns)
		expect(await listed({ person: support.id, action: 'access' })).toEqual(kept)
		expect(await listed({ person: administrator.id, action: 'access' })).toEqual(kept.slice(1))
		const other = await signedIn('support', 'Tam')
		expect(await listed({ person: other.id, signIns: 'shown' })).toEqual([])
	})

	it('refuses a choice that there is not', async () => {
		await expect(listed({ signIns: 'some' })).rejects.toMatchObject({ code: 'invalid_input' })
	})
})

describe('an export', () => {
	const count = (params: FilterParams, viewer = administrator) =>
		countEntries(viewerOf(viewer), exportedFilter(params) as object, 1_000)

	it('holds what the list shows, and its filter says that sign-ins are left out', async () => {
		expect(exportedFilter({ range: '7d' })).toEqual({ range: '7d', signIns: 'hidden' })
		expect(await count({ range: '7d' })).toBe(5)
		expect(await count({ range: '7d', signIns: 'shown' })).toBe(8)
		expect(await count({ range: 'all', action: 'sign_in' })).toBe(3)
		expect(await count({ from: '2020-01-01' })).toBe(5)
	})

	it('of everything leaves nothing out, whatever the list shows', async () => {
		for (const signIns of [undefined, 'shown', 'hidden']) {
			expect(exportedFilter({ range: 'all', signIns })).toEqual({ range: 'all' })
		}
		expect(await count({ range: 'all' })).toBe(8)
		expect(await count({ range: 'all' }, support)).toBe(3)
	})

	it('as a table says whose access it was, what it became, and from where', async () => {
		const rows = (await selectEntries()).map((acted) => ({ acted, cells: csvEntry(acted).split('","') }))
		const heads = csvHead.split('","')
		const cell = (action: string, head: string) =>
			rows.find(({ acted }) => acted.entry.action === action)?.cells[heads.indexOf(head)]
		expect(cell('person.signed_in', 'Browser')).toBe('Chrome on Windows')
		expect(cell('person.signed_in', 'Address')).toBe('192.0.2.7')
		expect(cell('person.disabled', 'Person')).toBe('Priya')
		expect(cell('person.disabled', 'Person subject')).toBe(support.subject)
		expect(cell('person.disabled', 'Count')).toBe('2')
		expect(cell('person.role_changed', 'Role before')).toBe('auditor')
		expect(cell('person.sign_in_failed', 'By')).toBe('Not signed in')
		expect(cell('person.sign_in_failed', 'Message')).toContain('disabled')
	})
})

it('one entry tells whose access it is about, and why', async () => {
	const { operations } = await listOperations(administrator, {}, {})
	const read = async (action: string) => {
		const found = operations.find((operation) => operation.action === action)
		return readEntry(administrator, { sequence: found?.sequence })
	}
	expect(await read('person.disabled')).toMatchObject({
		operation: { access: { name: 'Priya', sessions: 2 }, reason: 'Left the firm today.', count: null },
	})
	expect(await read('person.role_changed')).toMatchObject({
		operation: { access: { name: null, role: 'support', roleBefore: 'auditor' } },
	})
	expect(await read('person.sign_in_failed')).toMatchObject({
		by: null,
		words: 'An administrator has disabled the person.',
	})
	expect(signInActions).toHaveLength(3)
})
