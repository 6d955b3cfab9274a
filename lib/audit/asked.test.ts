import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import { askFor, moveEndTo, moveTo, type StoredRequest, setEndOf } from '#lib/ledger/testing/asked.ts'
import { countEntries } from './count-entries.ts'
import { selectEntries } from './entry-row.ts'
import { csvEntry } from './export-csv.ts'
import { listOperations } from './list.ts'
import { viewerOf } from './matching.ts'
import { readEntry } from './read-entry.ts'
import type { AuditAction } from './rules.ts'
import { signedIn } from './testing/told.ts'

/** What the audit says of requests, ends, settings and break-glass. */

const { db, appUrl } = await createTestDatabase()
vi.stubEnv('DATABASE_URL', appUrl)
afterAll(() => getDatabase().$client.end())

let support: Actor
let other: Actor
let officer: Actor
let reviewer: Actor
let request: StoredRequest

const who = ({ issuer, subject }: Actor) => ({ issuer, subject })
const expiryId = randomUUID()
const brokenId = randomUUID()

/** A change as it begins, and what came of it. */
function change(changeId: string, began: Partial<Entry>, ...later: Partial<Entry>[]): Entry[] {
	const { requestId } = began
	const about = { changeId, groupId: 'g', userId: '1', active: false, ...(requestId ? { requestId } : {}) }
	const subject = { ...about, actor: null, details: {} }
	return [
		{ ...subject, action: 'change.intended', state: 'pending', ...began },
		{ ...subject, action: 'change.applied', state: 'applied' },
		...later.map((one): Entry => ({ ...subject, action: 'change.reviewed', ...one })),
	]
}

beforeAll(async () => {
	support = await signedIn('support', 'Priya')
	other = await signedIn('support', 'Tam')
	officer = await signedIn('officer', 'Jo')
	reviewer = await signedIn('officer', 'Sam')
	request = await askFor(db, support, { groupId: 'g' })
	await moveTo(db, request, 'applied', { action: 'request.approved', actor: officer })
	const end = await setEndOf(db, request)
	await appendEntries(db, change(expiryId, { source: 'expiry', requestId: request.id }))
	await moveEndTo(db, end, 'ended')
	await appendEntries(db, [
		...change(
			brokenId,
			{ source: 'break_glass', actor: who(officer) },
			{ actor: who(reviewer), details: { by: { name: 'Sam' }, note: 'Looked at the ticket.' } },
		),
		{ action: 'setting.approvals', actor: null, source: 'console', approvals: 'two', details: {} },
	])
	await askFor(db, other, { groupId: 'h' })
})

const told = async (viewer: Actor, filter: object = {}) =>
	(await listOperations(viewer, filter, {})).operations.map(({ action }) => action).toReversed()

describe('the filter by action', () => {
	it.each<[AuditAction, string[]]>([
		['request', ['request.filed', 'request.approved', 'request.filed']],
		['end', ['schedule.set', 'change.intended', 'schedule.ended']],
		['break_glass', ['change.intended']],
		['setting', ['setting.approvals']],
		['unassign', ['change.intended', 'change.intended']],
	])('%s gives what it says', async (action, actions) => {
		expect(await told(officer, { action })).toEqual(actions)
	})

	it('goes together with the group, the source and the person', async () => {
		expect(await told(officer, { action: 'request', group: 'h' })).toEqual(['request.filed'])
		expect(await told(officer, { group: 'g', source: 'expiry' })).toEqual(['change.intended'])
		expect(await told(officer, { person: support.id })).toEqual(['request.filed'])
		expect(await told(officer, { person: reviewer.id })).toEqual(['change.intended'])
	})
})

describe('support staff', () => {
	it('see each step of what they asked for, whoever took it, and nothing of what others asked for', async () => {
		const own = ['request.filed', 'request.approved', 'schedule.set', 'change.intended', 'schedule.ended']
		expect(await told(support)).toEqual(own)
		expect(await told(other)).toEqual(['request.filed'])
	})

	it('count the same entries when they export them, those of the change included', async () => {
		expect(await countEntries(viewerOf(support), {}, 1_000)).toBe(6)
		expect(await countEntries(viewerOf(other), {}, 1_000)).toBe(1)
	})
})

describe('who acted without a person', () => {
	it('is Scopekeeper, for the request', async () => {
		const rows = await selectEntries()
		const expiry = rows.find(({ entry }) => entry.changeId === expiryId)
		const setting = rows.find(({ entry }) => entry.action === 'setting.approvals')
		if (!expiry || !setting) throw new Error('the entries are not there')
		expect(csvEntry(expiry)).toContain(`Scopekeeper, for request ${request.id}`)
		expect(csvEntry(setting)).toContain('Scopekeeper')
		expect(csvEntry(setting)).not.toContain('for request')
	})
})

describe('an operation', () => {
	it('under break-glass says who signed it off, and when', async () => {
		const { operations } = await listOperations(officer, { action: 'break_glass' }, {})
		expect(operations).toMatchObject([
			{ breakGlass: { reviewed: { by: { name: 'Sam' }, at: expect.any(String) } }, outcome: 'applied' },
		])
		const { operations: ended } = await listOperations(officer, { source: 'expiry' }, {})
		expect(ended).toMatchObject([{ breakGlass: null, requestId: request.id }])
	})

	it('that files a request says what is asked for, and until when', async () => {
		const { operations } = await listOperations(support, { action: 'request' }, {})
		expect(operations.at(-1)).toMatchObject({
			requestId: request.id,
			requestKind: 'assign',
			endsAt: request.endsAt?.toISOString(),
			by: { id: support.id },
		})
	})
})

it('an entry gives the words that were said in it, and the setting that it says is in force', async () => {
	const read = async (filter: object) => {
		const [operation] = (await listOperations(officer, filter, {})).operations
		return readEntry(officer, { sequence: operation?.entries.at(-1)?.sequence })
	}
	expect(await read({ action: 'break_glass' })).toMatchObject({ words: 'Looked at the ticket.' })
	expect(await read({ action: 'end' })).toMatchObject({ words: 'The end had come.' })
	expect(await read({ action: 'setting' })).toMatchObject({ operation: { approvals: 'two' } })
})
