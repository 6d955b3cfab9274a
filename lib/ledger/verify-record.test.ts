import { hash } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { checkpointKeys, checkpoints, entries, nodes } from '#lib/db/record-schema.ts'
import { readRecordSize } from './prove.ts'
import { takeCheckpoint } from './take-checkpoint.ts'
import { startRecord } from './testing/record.ts'
import { appendLeaf, leafHash, type TreeEdge } from './tree.ts'
import { verifyRecord } from './verify-record.ts'

const record = await startRecord()
const { ownerDb } = record
let size = 0

/** Every table of the record, and the columns that are not computed. */
const tables = {
	entries: 'seq, text, salt, details, txid',
	nodes: 'level, idx, hash',
	checkpoints: 'size, root, note, signed_at',
	checkpoint_keys: 'verifier_key, first_used_at',
}

async function keepCopies(): Promise<void> {
	for (const [table, columns] of Object.entries(tables)) {
		await ownerDb.execute(sql.raw(`create table kept_${table} as select ${columns} from ${table}`))
	}
}

async function restore(): Promise<void> {
	for (const [table, columns] of Object.entries(tables)) {
		await ownerDb.execute(sql.raw(`delete from ${table}`))
		await ownerDb.execute(sql.raw(`insert into ${table} (${columns}) select ${columns} from kept_${table}`))
	}
}

beforeAll(async () => {
	await record.append(40)
	await takeCheckpoint()
	await record.append(2_500)
	await takeCheckpoint()
	await record.append(3)
	size = await readRecordSize()
	await keepCopies()
})

afterEach(restore)

const place = (level: number, idx: number) => and(eq(nodes.level, level), eq(nodes.idx, idx))

/** What somebody would do who knows how the record works: the tree made anew, to fit entries that were edited. */
async function recomputeTree(): Promise<void> {
	const rows = await ownerDb.select({ text: entries.text }).from(entries).orderBy(entries.seq)
	const edge: TreeEdge = { size: 0, lefts: [] }
	const tree = rows.flatMap(({ text }) => appendLeaf(edge, leafHash(text)))
	await ownerDb.delete(nodes)
	for (let from = 0; from < tree.length; from += 1_000) {
		await ownerDb.insert(nodes).values(tree.slice(from, from + 1_000))
	}
}

const edit = (seq: number) =>
	ownerDb
		.update(entries)
		.set({ text: sql`replace(${entries.text}, '"groupId":"g"', '"groupId":"h"')` })
		.where(eq(entries.seq, seq))

test('a record that nobody touched is right, and every entry of it was looked at', async () => {
	const seen: number[] = []
	expect(await verifyRecord(size, async (checked) => void seen.push(checked))).toBeNull()
	expect(seen).toEqual([2_000, size])
})

test('an empty record is right', async () => {
	expect(await verifyRecord(0)).toBeNull()
})

test('entries appended meanwhile are left for the next time', async () => {
	expect(await verifyRecord(size - 1)).toBeNull()
})

test('details that were erased, with their salt, leave the record right', async () => {
	await ownerDb.update(entries).set({ salt: null, details: null })
	expect(await verifyRecord(size)).toBeNull()
})

describe('it finds, and says where', () => {
	test('a text that was edited', async () => {
		await edit(7)
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 7,
			problem: expect.stringMatching(/^Entry 7 was changed: it has another hash/),
		})
	})

	test('a text that was edited and its leaf with it', async () => {
		await edit(7)
		const [row] = await ownerDb.select().from(entries).where(eq(entries.seq, 7))
		await ownerDb
			.update(nodes)
			.set({ hash: leafHash(row?.text ?? '') })
			.where(place(0, 6))
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 8,
			problem: expect.stringMatching(/tree was changed: its node over the entries 7 to 8/),
		})
	})

	test('a text that was edited and the whole tree with it, by an older checkpoint', async () => {
		await edit(7)
		await recomputeTree()
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 41,
			problem: expect.stringMatching(/was rewritten: its first 41 entries/),
		})
	})

	test.each([7, 2_001])('entry %i that was dated back, with a tree that fits it', async (seq) => {
		const text = sql`regexp_replace(${entries.text}, '"time":"[0-9]{4}', '"time":"2020')`
		await ownerDb.delete(checkpoints)
		await ownerDb.update(entries).set({ text }).where(eq(entries.seq, seq))
		await recomputeTree()
		expect(await verifyRecord(size)).toEqual({
			problemAt: seq,
			problem: `Entry ${seq} was dated back: it names an earlier time than the entry before it.`,
		})
	})

	test('two texts that changed places', async () => {
		const [one, other] = await ownerDb
			.select()
			.from(entries)
			.where(inArray(entries.seq, [11, 12]))
			.orderBy(entries.seq)
		for (const [seq, text] of [
			[11, other?.text],
			[12, one?.text],
		] as const) {
			await ownerDb.update(entries).set({ text }).where(eq(entries.seq, seq))
		}
		await recomputeTree()
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 11,
			problem: expect.stringMatching(/names another sequence/),
		})
	})

	test('a text that is not in its canonical form', async () => {
		await ownerDb
			.update(entries)
			.set({ text: sql`replace(${entries.text}, '{"body":', '{ "body":')` })
			.where(eq(entries.seq, 9))
		await recomputeTree()
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 9,
			problem: expect.stringMatching(/canonical/),
		})
	})

	test.each([1, 2_100])('entry %i that was deleted', async (seq) => {
		await ownerDb.delete(entries).where(eq(entries.seq, seq))
		expect(await verifyRecord(size)).toEqual({ problemAt: seq, problem: `Entry ${seq} is missing.` })
	})

	test('details that were edited', async () => {
		const details = '{"message":"another"}'
		await ownerDb.update(entries).set({ details }).where(eq(entries.seq, 5))
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 5,
			problem: expect.stringMatching(/^The details of entry 5 were changed/),
		})
	})

	test.each([{ salt: null }, { details: null }])('half of the details gone: %o', async (half) => {
		await ownerDb.update(entries).set(half).where(eq(entries.seq, 5))
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 5,
			problem: expect.stringMatching(/only half/),
		})
	})

	test.each([
		[0, 100, 101],
		[3, 2, 24],
		[9, 3, 2_048],
	])('a node of level %i, number %i, that was changed or deleted', async (level, idx, problemAt) => {
		await ownerDb
			.update(nodes)
			.set({ hash: hash('sha256', 'another', 'buffer') })
			.where(place(level, idx))
		expect(await verifyRecord(size)).toMatchObject({ problemAt })
		await ownerDb.delete(nodes).where(place(level, idx))
		expect(await verifyRecord(size)).toMatchObject({ problemAt })
	})

	test('a checkpoint whose row, note or key is another', async () => {
		const which = eq(checkpoints.size, 41)
		await ownerDb
			.update(checkpoints)
			.set({ root: Buffer.alloc(32) })
			.where(which)
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 41,
			problem: expect.stringMatching(/row says/),
		})
		await ownerDb.update(checkpoints).set({ note: sql`replace(note, E'\n41\n', E'\n42\n')` }).where(which)
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 41,
			problem: expect.stringMatching(/not signed/),
		})
		await ownerDb.delete(checkpointKeys)
		expect(await verifyRecord(size)).toMatchObject({
			problemAt: 41,
			problem: expect.stringMatching(/not signed/),
		})
	})
})
