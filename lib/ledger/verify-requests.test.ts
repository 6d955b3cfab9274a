import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { entries } from '#lib/db/record-schema.ts'
import { approvals } from '#lib/db/request-schema.ts'
import { requests, schedules, users } from '#lib/db/schema.ts'
import { appendEntries } from './append.ts'
import { readRecordSize } from './prove.ts'
import { type Asker, askFor, moveEndTo, moveTo, type StoredRequest, setEndOf } from './testing/asked.ts'
import { startRecord } from './testing/record.ts'
import { verifyRecord } from './verify-record.ts'

const record = await startRecord()
const { db, ownerDb } = record
const asker: Asker = { id: randomUUID(), issuer: 'sandbox', subject: 'priya' }
const officer: Asker = { id: randomUUID(), issuer: 'sandbox', subject: 'jo' }
let request: StoredRequest
let scheduleId: string

beforeAll(async () => {
	await db.insert(users).values({ ...asker, name: 'Priya', role: 'support' })
	await db.insert(users).values({ ...officer, name: 'Jo', role: 'officer' })
	await record.append(3)
	request = await askFor(db, asker)
	await db.insert(approvals).values({ requestId: request.id, approverId: officer.id, version: 1 })
	await moveTo(db, request, 'sending', { action: 'request.approved', actor: officer })
	await moveTo(db, request, 'applied', { action: 'change.applied', actor: null })
	const end = await setEndOf(db, request)
	scheduleId = end.id
	await moveEndTo(db, end, 'stopped')
	await appendEntries(db, [{ action: 'schedule.let_end', actor: null, requestId: request.id, details: {} }])
	await askFor(db, asker, { kind: 'unassign', endsAt: null })
	// As whoever owns the database could.
	await ownerDb.execute(sql`alter table requests disable trigger user`)
	await ownerDb.execute(sql`alter table schedules disable trigger user`)
	await ownerDb.execute(sql`create table kept_schedules as select * from schedules`)
})

/** Rows as they were; what the tests take out, nothing else points to. */
beforeEach(async () => {
	const { state, groupId, userId, kind, askerId, endsAt, version } = request
	const row = { state, groupId, userId, kind, askerId, endsAt, version }
	await ownerDb
		.update(requests)
		.set({ ...row, state: 'applied' })
		.where(eq(requests.id, request.id))
	await ownerDb.delete(schedules)
	await ownerDb.execute(sql`insert into schedules select * from kept_schedules`)
})
afterAll(() => ownerDb.execute(sql`drop table kept_schedules`))

const verify = async () => verifyRecord(await readRecordSize())
const seqOf = async (action: string) =>
	(await db.select({ seq: entries.seq }).from(entries).where(eq(entries.action, action)))[0]?.seq

test('requests and ends whose rows say what their entries say are right', async () => {
	expect(await verify()).toBeNull()
})

describe('a request is found', () => {
	test('whose row shows another state than its entries', async () => {
		await ownerDb.update(requests).set({ state: 'rejected' }).where(eq(requests.id, request.id))
		const seq = await seqOf('request.filed')
		expect(await verify()).toEqual({
			problemAt: seq,
			problem: `The request that entry ${seq} files was altered beside the record: it is shown as “rejected”, and the last of its entries says “applied”.`,
		})
	})

	test.each([
		{ groupId: 'h' },
		{ userId: '2' },
		{ kind: 'set_end' as const },
		{ askerId: officer.id },
		{ endsAt: new Date('2027-01-01T00:00:00Z') },
		{ endsAt: null },
		{ version: 2 },
	])('whose row says something else: %o', async (edit) => {
		await ownerDb.update(requests).set(edit).where(eq(requests.id, request.id))
		expect(await verify()).toMatchObject({
			problemAt: await seqOf('request.filed'),
			problem: expect.stringMatching(/^The request .* was altered beside the record: who asked/),
		})
	})

	test('that no entry tells of', async () => {
		const { id: _, ...values } = request
		const [put] = await ownerDb
			.insert(requests)
			.values({ ...values, operationId: randomUUID() })
			.returning()
		expect(await verify()).toMatchObject({
			problem: `No entry tells of the request ${put?.id}: its entries were deleted, or it was put in beside the record.`,
		})
		await ownerDb.delete(requests).where(eq(requests.id, put?.id ?? 0))
	})
})

test('an entry whose end was edited into something that is no moment is found by itself', async () => {
	const seq = (await seqOf('schedule.set')) ?? 0
	const [row] = await db.select({ text: entries.text }).from(entries).where(eq(entries.seq, seq))
	const text = sql`replace(text, '"endsAt":"2026', '"endsAt":"soon')`
	await ownerDb.update(entries).set({ text }).where(eq(entries.seq, seq))
	expect(await verify()).toMatchObject({ problemAt: seq, problem: expect.stringContaining('another hash') })
	await ownerDb
		.update(entries)
		.set({ text: row?.text ?? '' })
		.where(eq(entries.seq, seq))
})

test('an approval that no entry tells of is found', async () => {
	await ownerDb.insert(approvals).values({ requestId: request.id, approverId: asker.id, version: 1 })
	expect(await verify()).toMatchObject({
		problem: expect.stringContaining(`No entry tells of the approval of request ${request.id} by Priya`),
	})
	await ownerDb.delete(approvals).where(eq(approvals.approverId, asker.id))
})

describe('an end is found', () => {
	test('whose row shows another state than its entries', async () => {
		await ownerDb.update(schedules).set({ state: 'dropped' }).where(eq(schedules.id, scheduleId))
		const seq = await seqOf('schedule.set')
		expect(await verify()).toEqual({
			problemAt: seq,
			problem: `The end that entry ${seq} sets was altered beside the record: it is shown as “dropped”, and the last of its entries says “stopped”.`,
		})
	})

	test.each([{ groupId: 'h' }, { userId: '2' }, { endsAt: new Date('2027-01-01T00:00:00Z') }])(
		'whose row says something else: %o',
		async (edit) => {
			await ownerDb.update(schedules).set(edit).where(eq(schedules.id, scheduleId))
			expect(await verify()).toMatchObject({
				problemAt: await seqOf('schedule.set'),
				problem: expect.stringMatching(/^The end .* was altered beside the record: which assignment/),
			})
		},
	)

	test('whose row was deleted, so that it would never come', async () => {
		await ownerDb.delete(schedules)
		expect(await verify()).toMatchObject({
			problem: expect.stringMatching(/^The end .* is gone: its row was deleted beside the record/),
		})
	})

	test('that no entry tells of', async () => {
		const [other] = await db.select().from(requests).where(eq(requests.kind, 'unassign'))
		const values = { id: randomUUID(), groupId: 'g', userId: '1', state: 'set' as const }
		const when = { endsAt: new Date(), nextTryAt: new Date() }
		await ownerDb.insert(schedules).values({ ...values, ...when, requestId: other?.id ?? 0 })
		expect(await verify()).toMatchObject({ problem: expect.stringMatching(/^No entry tells of the end/) })
	})
})
