import { randomUUID } from 'node:crypto'
import { eq, isNotNull, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { entries } from '#lib/db/record-schema.ts'
import { approvals, requestComments } from '#lib/db/request-schema.ts'
import { requests, schedules, users } from '#lib/db/schema.ts'
import { readRecordSize } from '#lib/ledger/prove.ts'
import { askFor, moveEndTo, moveTo, type StoredRequest, setEndOf } from '#lib/ledger/testing/asked.ts'
import { startRecord } from '#lib/ledger/testing/record.ts'
import { verifyRecord } from '#lib/ledger/verify-record.ts'
import { countErasable } from './erasable.ts'
import { eraseBefore } from './erase.ts'
import { dateEntries, makeTreeAnew } from './testing/move-in-time.ts'

const record = await startRecord()
const { db, ownerDb } = record
const asker = { id: randomUUID(), issuer: 'sandbox', subject: 'priya' }
const before = new Date('2021-01-01T00:00:00Z')
const [old, recent] = ['2020-06-01T00:00:00.000Z', '2021-06-01T00:00:00.000Z']
/** Requests by what became of them. */
let asked: Record<'ended' | 'running' | 'open' | 'failed' | 'lately', StoredRequest>

/** A request with a comment and an approval, which came to a state. */
async function ask(state: StoredRequest['state']): Promise<StoredRequest> {
	const request = await askFor(db, asker)
	await db
		.insert(approvals)
		.values({ requestId: request.id, approverId: asker.id, version: 1, note: 'Agreed' })
	const comment = { id: randomUUID(), requestId: request.id, authorId: asker.id, text: 'Ask Avery Quill' }
	await db.insert(requestComments).values(comment)
	await moveTo(db, request, state, { action: 'request.approved', actor: asker })
	return request
}

beforeAll(async () => {
	await db.insert(users).values({ ...asker, name: 'Priya', role: 'support' })
	const [ended, running] = [await ask('applied'), await ask('applied')]
	await moveEndTo(db, await setEndOf(db, ended), 'ended')
	await setEndOf(db, running)
	const [open, failed] = [await ask('half_approved'), await ask('failed')]
	asked = { ended, running, open, failed, lately: await ask('rejected') }
	const lately = eq(requests.id, asked.lately.id)
	await ownerDb
		.update(requests)
		.set({ closedAt: new Date(old) })
		.where(isNotNull(requests.closedAt))
	await ownerDb
		.update(requests)
		.set({ closedAt: new Date(recent) })
		.where(lately)
	await ownerDb
		.update(schedules)
		.set({ closedAt: new Date(old) })
		.where(isNotNull(schedules.closedAt))
	await ownerDb.update(requestComments).set({ createdAt: new Date(old) })
	await dateEntries(ownerDb, old, sql`request_id <> ${asked.lately.id}`)
	await dateEntries(ownerDb, recent, eq(entries.requestId, asked.lately.id))
	await makeTreeAnew(ownerDb)
})

const rowOf = async ({ id }: StoredRequest) =>
	(await db.select().from(requests).where(eq(requests.id, id)))[0]
const noteOf = async ({ id }: StoredRequest) =>
	(await db.select().from(approvals).where(eq(approvals.requestId, id)))[0]?.note
const commentOf = async ({ id }: StoredRequest) =>
	(await db.select().from(requestComments).where(eq(requestComments.requestId, id)))[0]?.text
const endOf = async ({ id }: StoredRequest) =>
	(await db.select().from(schedules).where(eq(schedules.requestId, id)))[0]
const keptEntriesOf = ({ id }: StoredRequest) =>
	db.$count(entries, sql`request_id = ${id} and details is not null and salt is not null`)

const amounts = { entries: 7, changes: 0, requests: 2, comments: 2, ends: 1 }

test('what would be erased of requests is told, and is then erased, one by one', async () => {
	expect(await countErasable(ownerDb, before)).toEqual(amounts)
	expect(await eraseBefore(ownerDb, before, 'ops', 1)).toEqual(amounts)
})

test('of a request that was closed by then nobody reads whom it named or what was said', async () => {
	for (const request of [asked.ended, asked.running]) {
		expect(await rowOf(request)).toMatchObject({
			reason: '',
			ticket: null,
			note: null,
			groupName: null,
			userName: null,
			warnings: [],
			erasedAt: expect.any(Date),
			state: 'applied',
			groupId: request.groupId,
		})
		expect(await noteOf(request)).toBeNull()
		expect(await commentOf(request)).toBe('')
		expect(await keptEntriesOf(request)).toBe(0)
	}
	expect(await endOf(asked.ended)).toMatchObject({ groupName: null, userName: null, problem: null })
})

test('an end that is still to come keeps its names', async () => {
	expect(await endOf(asked.running)).toMatchObject({ groupName: 'Equities', userName: 'Avery Quill' })
})

test('a request that is open or was closed later stays whole, with its entries', async () => {
	for (const request of [asked.open, asked.failed, asked.lately]) {
		expect(await rowOf(request)).toMatchObject({ reason: 'Covers the desk', ticket: 'T-1', erasedAt: null })
		expect(await noteOf(request)).toBe('Agreed')
		expect(await commentOf(request)).toBe('Ask Avery Quill')
		expect(await keptEntriesOf(request)).toBe(2)
	}
})

test('done again, it finds nothing; the record verifies, approvals and comments included', async () => {
	expect(Object.values(await eraseBefore(ownerDb, before, 'ops'))).toEqual([0, 0, 0, 0, 0])
	expect(await verifyRecord(await readRecordSize())).toBeNull()
})
