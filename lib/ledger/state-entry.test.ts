import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Executor, Transaction } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { changes, users } from '#lib/db/schema.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries, appendWhen, newestSequence } from './append.ts'
import type { Entry } from './schemas.ts'

type ChangeState = NonNullable<Entry['state']>

const { db } = await createTestDatabase()
const actorId = randomUUID()
await db
	.insert(users)
	.values({ id: actorId, issuer: 'sandbox', subject: 'jo', name: 'Jo Fenwick', role: 'officer' })

const entryOf = (changeId: string, state: ChangeState): Entry => ({
	action: state === 'pending' ? 'change.intended' : `change.${state}`,
	actor: null,
	changeId,
	state,
	details: {},
})

function insertChange(tx: Pick<Transaction, 'insert'>, id: string, pair = { groupId: id, userId: '1' }) {
	return tx.insert(changes).values({
		id,
		operationId: randomUUID(),
		...pair,
		active: true,
		reason: 'Covers the desk from Monday',
		actorId,
		stateBefore: 'not_assigned',
		state: 'pending',
		leaseUntil: sql`now() + interval '20 seconds'`,
	})
}

async function intendChange(): Promise<string> {
	const id = randomUUID()
	await db.transaction(async (tx) => {
		await insertChange(tx, id)
		await appendEntries(tx, [entryOf(id, 'pending')])
	})
	return id
}

const moveTo = (id: string, state: ChangeState) =>
	db
		.update(changes)
		.set({ state, settledAt: sql`now()` })
		.where(and(eq(changes.id, id), eq(changes.state, 'pending')))
		.returning({ id: changes.id })

async function stateOf(id: string) {
	const [row] = await db.select({ state: changes.state }).from(changes).where(eq(changes.id, id))
	return row?.state
}

const entriesOf = (id: string) => db.$count(entries, eq(entries.changeId, id))
const withoutEntry = { cause: { message: expect.stringContaining('without an entry in the record') } }

describe('a change is not stored', () => {
	test('when it begins without an entry', async () => {
		const id = randomUUID()
		await expect(insertChange(db, id)).rejects.toMatchObject(withoutEntry)
		expect(await stateOf(id)).toBeUndefined()
	})

	test('when it moves without an entry', async () => {
		const id = await intendChange()
		await expect(moveTo(id, 'applied')).rejects.toMatchObject(withoutEntry)
		expect(await stateOf(id)).toBe('pending')
	})

	test('when its entry tells of another state', async () => {
		const id = await intendChange()
		const move = db.transaction(async (tx) => {
			await tx.execute(moveTo(id, 'applied').getSQL())
			await appendEntries(tx, [entryOf(id, 'refused')])
		})
		await expect(move).rejects.toMatchObject(withoutEntry)
		expect(await stateOf(id)).toBe('pending')
		expect(await entriesOf(id)).toBe(1)
	})

	test('when its entry tells of another change', async () => {
		const id = await intendChange()
		await expect(
			appendWhen(db, moveTo(id, 'applied'), entryOf(randomUUID(), 'applied')),
		).rejects.toMatchObject(withoutEntry)
		expect(await stateOf(id)).toBe('pending')
	})

	test('when its entry is of an earlier transaction', async () => {
		const id = await intendChange()
		await appendEntries(db, [entryOf(id, 'applied')])
		await expect(moveTo(id, 'applied')).rejects.toMatchObject(withoutEntry)
		expect(await stateOf(id)).toBe('pending')
	})
})

test('what moves no state needs no entry', async () => {
	const id = await intendChange()
	await db.update(changes).set({ sentAt: sql`now()`, sendCount: 1 }).where(eq(changes.id, id))
	expect(await entriesOf(id)).toBe(1)
})

test('a pair has one open change at most', async () => {
	const pair = { groupId: 'one', userId: '1' }
	const open = (tx: Transaction) => insertChange(tx, randomUUID(), pair).returning({ id: changes.id })
	const openAndRecord = () =>
		db.transaction(async (tx) => {
			const [row] = await open(tx)
			await appendEntries(tx, [entryOf(row?.id ?? '', 'pending')])
		})
	const results = await Promise.allSettled([openAndRecord(), openAndRecord(), openAndRecord()])
	expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
})

describe('appendWhen', () => {
	test('moves the row and appends its entry in one statement', async () => {
		const id = await intendChange()
		const seq = await appendWhen(db, moveTo(id, 'applied'), entryOf(id, 'applied'))
		expect(await stateOf(id)).toBe('applied')
		const [row] = await db.select({ newestSequence }).from(changes).where(eq(changes.id, id))
		expect(row?.newestSequence).toBe(seq)
		expect(seq).not.toBeNull()
	})

	test('appends nothing for a row that has already moved', async () => {
		const id = await intendChange()
		await appendWhen(db, moveTo(id, 'refused'), entryOf(id, 'refused'))
		expect(await appendWhen(db, moveTo(id, 'applied'), entryOf(id, 'applied'))).toBeNull()
		expect(await stateOf(id)).toBe('refused')
		expect(await entriesOf(id)).toBe(2)
	})

	test('of many at once, one moves the row and one entry says so', async () => {
		const id = await intendChange()
		const race = (tx: Executor) => appendWhen(tx, moveTo(id, 'applied'), entryOf(id, 'applied'))
		const seqs = await Promise.all(Array.from({ length: 8 }, () => db.transaction(race)))
		expect(seqs.filter((seq) => seq !== null)).toHaveLength(1)
		expect(await entriesOf(id)).toBe(2)
	})
})

test('a change without entries has no newest sequence', async () => {
	const ghost = sql`(values (${randomUUID()}::uuid)) as changes (id)`
	const { rows } = await db.execute(sql`select ${newestSequence} as seq from ${ghost}`)
	expect(rows).toEqual([{ seq: null }])
})
