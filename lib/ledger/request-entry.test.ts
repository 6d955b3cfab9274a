import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { entries } from '#lib/db/record-schema.ts'
import { requests, schedules, users } from '#lib/db/schema.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries } from './append.ts'
import type { Entry } from './schemas.ts'
import { askFor, endEntry, moveEndTo, moveTo, type StoredRequest, setEndOf } from './testing/asked.ts'

const { db } = await createTestDatabase()
const asker = { id: randomUUID(), issuer: 'sandbox', subject: 'priya' }
await db.insert(users).values({ ...asker, name: 'Priya Nair', role: 'support' })

const withoutEntry = { cause: { message: expect.stringContaining('without an entry in the record') } }
let request: StoredRequest

beforeEach(async () => {
	request = await askFor(db, asker)
})

const withdrawn = (requestId: number, requestState: Entry['requestState'] = 'withdrawn'): Entry => ({
	action: 'request.withdrawn',
	actor: null,
	requestId,
	...(requestState ? { requestState } : {}),
	details: {},
})

const stateOf = async ({ id }: StoredRequest) =>
	(await db.select().from(requests).where(eq(requests.id, id)))[0]?.state

/** Withdraws the request and appends whatever is given, in one transaction. */
const withdrawTelling = (...told: Entry[]) =>
	db.transaction(async (tx) => {
		await tx.update(requests).set({ state: 'withdrawn' }).where(eq(requests.id, request.id))
		await appendEntries(tx, told)
	})

describe('a request is not stored', () => {
	test('when it is filed without an entry', async () => {
		const { id: _, ...values } = request
		const filed = db.insert(requests).values({ ...values, operationId: randomUUID(), groupId: 'untold' })
		await expect(filed).rejects.toMatchObject(withoutEntry)
		expect(await db.$count(requests, eq(requests.groupId, 'untold'))).toBe(0)
	})

	test.each<[string, () => Entry[]]>([
		['without an entry', () => []],
		['with an entry of another state', () => [withdrawn(request.id, 'rejected')]],
		[
			'with an entry of no state',
			() => [{ action: 'request.commented', actor: null, requestId: request.id, details: {} }],
		],
		['with the entry of another request', () => [withdrawn(request.id + 1_000)]],
	])('when it moves %s', async (_, told) => {
		await expect(withdrawTelling(...told())).rejects.toMatchObject(withoutEntry)
		expect(await stateOf(request)).toBe('open')
	})

	test('when its entry is of an earlier transaction', async () => {
		await appendEntries(db, [withdrawn(request.id)])
		await expect(withdrawTelling()).rejects.toMatchObject(withoutEntry)
		expect(await stateOf(request)).toBe('open')
	})
})

test('a request moves with its entry; a claim, which moves no state, needs none', async () => {
	await db
		.update(requests)
		.set({ claimedBy: asker.id, claimedAt: sql`now()` })
		.where(eq(requests.id, request.id))
	await moveTo(db, request, 'withdrawn', { action: 'request.withdrawn', actor: asker })
	expect(await stateOf(request)).toBe('withdrawn')
	expect(await db.$count(entries, eq(entries.requestId, request.id))).toBe(2)
})

test('a pair has one open request of a kind at most, and another once it is closed', async () => {
	const { groupId } = request
	await expect(askFor(db, asker, { groupId })).rejects.toMatchObject({ cause: { code: '23505' } })
	await askFor(db, asker, { groupId, kind: 'set_end' })
	await moveTo(db, request, 'rejected', { action: 'request.rejected', actor: asker })
	expect((await askFor(db, asker, { groupId })).id).toBeGreaterThan(request.id)
})

describe('an end is not stored', () => {
	test('when it is set without an entry', async () => {
		const values = {
			id: randomUUID(),
			requestId: request.id,
			groupId: 'g',
			userId: '1',
			state: 'set' as const,
		}
		const set = db.insert(schedules).values({ ...values, endsAt: sql`now()`, nextTryAt: sql`now()` })
		await expect(set).rejects.toMatchObject(withoutEntry)
		expect(await db.$count(schedules, eq(schedules.requestId, request.id))).toBe(0)
	})

	test.each(['ended', 'stopped', 'dropped'] as const)(
		'when it comes to be %s without that entry',
		async (state) => {
			const end = await setEndOf(db, request)
			const move = db.transaction(async (tx) => {
				await tx.update(schedules).set({ state }).where(eq(schedules.id, end.id))
				await appendEntries(tx, [endEntry({ ...end, state: 'replaced' })])
			})
			await expect(move).rejects.toMatchObject(withoutEntry)
			const [row] = await db.select().from(schedules).where(eq(schedules.id, end.id))
			expect(row?.state).toBe('set')
		},
	)
})

test('an end moves with its entry; a try, which moves no state, needs none', async () => {
	const end = await setEndOf(db, request)
	await db.update(schedules).set({ attempts: 3, problem: 'The pod is away.' }).where(eq(schedules.id, end.id))
	await moveEndTo(db, end, 'ended')
	const [row] = await db.select().from(schedules).where(eq(schedules.id, end.id))
	expect(row).toMatchObject({ state: 'ended', attempts: 3 })
})

test('a pair has one live end at most, and another once it is closed', async () => {
	const end = await setEndOf(db, request)
	await expect(setEndOf(db, request)).rejects.toMatchObject({ cause: { code: '23505' } })
	await moveEndTo(db, end, 'replaced')
	expect((await setEndOf(db, request)).state).toBe('set')
})
