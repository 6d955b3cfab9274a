import { randomUUID } from 'node:crypto'
import { eq, isNotNull, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { entries } from '#lib/db/record-schema.ts'
import { changes, users } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { isIncluded } from '#lib/ledger/proof-check.ts'
import { proveEntry, readRecordSize } from '#lib/ledger/prove.ts'
import { takeCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { startRecord } from '#lib/ledger/testing/record.ts'
import { leafHash } from '#lib/ledger/tree.ts'
import { verifyRecord } from '#lib/ledger/verify-record.ts'
import { countErasable } from './erasable.ts'
import { eraseBefore } from './erase.ts'
import { dateEntries, makeTreeAnew } from './testing/move-in-time.ts'

const nothing = { entries: 0, changes: 0, requests: 0, comments: 0, ends: 0 }

const record = await startRecord()
const { db, ownerDb } = record
const actorId = randomUUID()
const before = new Date('2021-01-01T00:00:00Z')
const [old, recent] = ['2020-06-01T00:00:00.000Z', '2021-06-01T00:00:00.000Z']
/** Changes by what they are, with their identifiers. */
const ids = { finished: randomUUID(), open: randomUUID(), later: randomUUID(), lately: randomUUID() }

async function addChange(id: string, state: 'applied' | 'unknown'): Promise<void> {
	await db.transaction(async (tx) => {
		await tx.insert(changes).values({
			id,
			operationId: randomUUID(),
			groupId: id,
			userId: '1',
			active: true,
			reason: 'Covers the desk',
			ticket: 'T-1',
			groupName: 'Equities',
			userName: 'Avery Quill',
			actorId,
			stateBefore: 'assigned',
			state,
			settledAt: state === 'applied' ? sql`now()` : null,
			warnings: [{ code: 'global', message: 'Avery Quill holds Global' }],
			problem: { message: 'the pod’s words' },
			leaseUntil: sql`now()`,
		})
		await appendEntries(tx, [
			{ action: `change.${state}`, actor: null, changeId: id, state, details: { reason: 'Covers the desk' } },
		])
	})
}

/** Makes entries and changes as old as they are meant to be; their tree is then made anew. */
async function moveInTime(): Promise<void> {
	await dateEntries(ownerDb, old, sql`change_id is distinct from ${ids.lately}`)
	await dateEntries(ownerDb, recent, eq(entries.changeId, ids.lately))
	await ownerDb
		.update(changes)
		.set({ createdAt: new Date(old) })
		.where(sql`id <> ${ids.lately}`)
	await ownerDb
		.update(changes)
		.set({ settledAt: new Date(old) })
		.where(eq(changes.id, ids.finished))
	await makeTreeAnew(ownerDb)
}

beforeAll(async () => {
	await db
		.insert(users)
		.values({ id: actorId, issuer: 'sandbox', subject: 'jo', name: 'Jo Fenwick', role: 'officer' })
	await record.append(20)
	await addChange(ids.finished, 'applied')
	await addChange(ids.open, 'unknown')
	await addChange(ids.later, 'applied')
	await addChange(ids.lately, 'applied')
	await moveInTime()
	await takeCheckpoint()
})

const changeOf = async (id: string) => (await db.select().from(changes).where(eq(changes.id, id)))[0]

test('it is told how much would be erased, and nothing is', async () => {
	expect(await countErasable(ownerDb, before)).toEqual({ ...nothing, entries: 22, changes: 1 })
	expect(await db.$count(entries, isNotNull(entries.details))).toBe(await readRecordSize())
})

test('what is old is erased and recorded first; what is open or newer stays', async () => {
	const size = await readRecordSize()
	expect(await eraseBefore(ownerDb, before, 'ops', 5)).toEqual({ ...nothing, entries: 22, changes: 1 })

	const [recorded] = await db
		.select()
		.from(entries)
		.where(eq(entries.seq, size + 1))
	expect(recorded).toMatchObject({ action: 'record.erased', source: 'command_line', details: '{"by":"ops"}' })
	expect(JSON.parse(recorded?.text ?? '').body).toMatchObject({ before: before.toISOString(), count: 22 })

	const left = await db.select().from(entries).where(isNotNull(entries.details)).orderBy(entries.seq)
	expect(left.map(({ changeId, action }) => changeId ?? action)).toEqual([
		ids.open,
		ids.lately,
		'record.key_used',
		'record.erased',
	])
	expect(await db.$count(entries, isNotNull(entries.salt))).toBe(4)
	expect(await db.$count(entries, isNotNull(entries.words))).toBe(2)

	expect(await changeOf(ids.finished)).toMatchObject({
		reason: '',
		ticket: null,
		groupName: null,
		userName: null,
		warnings: [],
		assignment: null,
		problem: null,
		checkProblem: null,
		erasedAt: expect.any(Date),
		state: 'applied',
		groupId: ids.finished,
	})
	for (const id of [ids.open, ids.later, ids.lately]) {
		expect(await changeOf(id)).toMatchObject({ reason: 'Covers the desk', erasedAt: null })
	}
})

test('what stays is still proven: every entry, every node, and the checkpoint from before', async () => {
	const size = await readRecordSize()
	expect(await verifyRecord(size)).toBeNull()
	const { root } = await takeCheckpoint()
	const [first] = await db.select({ text: entries.text }).from(entries).where(eq(entries.seq, 1))
	const leaf = leafHash(first?.text ?? '')
	expect(isIncluded({ leaf, index: 0, size, root, proof: await proveEntry(1, size) })).toBe(true)
})

test('done again, it finds nothing and records nothing', async () => {
	const size = await readRecordSize()
	expect(await eraseBefore(ownerDb, before, 'ops')).toEqual(nothing)
	expect(await readRecordSize()).toBe(size)
})

test('the app’s role cannot do it', async () => {
	await expect(eraseBefore(db, new Date(), 'app')).rejects.toMatchObject({ cause: { code: '42501' } })
})
