import { readFileSync, writeFileSync } from 'node:fs'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { checkpointKeys, checkpoints, entries, nodes } from '#lib/db/record-schema.ts'
import { env } from '#lib/env.ts'
import { openCheckpoint, parseVerifierKey } from './checkpoint.ts'
import { readRecordSize } from './prove.ts'
import {
	findSigningProblem,
	readCheckpoint,
	readNewestCheckpoint,
	takeCheckpoint,
} from './take-checkpoint.ts'
import { newKeyPem, startRecord } from './testing/record.ts'
import { leafHash, rootOf } from './tree.ts'
import { readVerifierKeys } from './verifier-keys.ts'

const record = await startRecord()
const { db, ownerDb } = record
const firstKey = readFileSync(record.keyPath, 'utf8')
const keys = async () => (await readVerifierKeys()).flatMap((text) => parseVerifierKey(text) ?? [])
const leaves = async () => {
	const rows = await db.select({ text: entries.text }).from(entries).orderBy(entries.seq)
	return rows.map(({ text }) => leafHash(text))
}

test('the first checkpoint is taken after its key was put into the record, and is signed by it', async () => {
	await record.append(3)
	const taken = await takeCheckpoint()
	expect(taken.size).toBe(4)
	const [first] = await db.select().from(entries).where(eq(entries.action, 'record.key_used'))
	expect(first).toMatchObject({ seq: 4, source: 'console', actorSubject: null })
	expect(JSON.parse(first?.details ?? '')).toEqual({ verifierKey: (await readVerifierKeys())[0] })
	const root = rootOf(await leaves())
	expect(openCheckpoint(taken.note, await keys())).toEqual({ origin: record.origin, size: 4, root })
	expect(await readNewestCheckpoint()).toEqual(taken)
	expect(await readCheckpoint(4)).toEqual(taken)
	expect(await readCheckpoint(3)).toBeNull()
})

test('nothing is signed twice: where nothing is new, the newest one stands, and no entry is made', async () => {
	const [before, size] = [await takeCheckpoint(), await readRecordSize()]
	expect(await takeCheckpoint()).toEqual(before)
	expect(await readRecordSize()).toBe(size)
})

test('many at once, beside appends, store checkpoints that are all right and a key that was used once', async () => {
	await Promise.all(
		Array.from({ length: 24 }, async (_, turn) => {
			if (turn % 2) await record.append(turn)
			return takeCheckpoint()
		}),
	)
	const all = await leaves()
	for (const { note, size } of await db.select().from(checkpoints)) {
		expect(openCheckpoint(note, await keys())?.root).toEqual(rootOf(all.slice(0, size)))
	}
	expect(await db.$count(entries, eq(entries.action, 'record.key_used'))).toBe(1)
})

test('a new key is put into the record with its first use, and old checkpoints stay valid', async () => {
	const before = await takeCheckpoint()
	writeFileSync(record.keyPath, newKeyPem())
	const after = await takeCheckpoint()
	expect(after.size).toBe(before.size + 1)
	expect(await db.$count(checkpointKeys)).toBe(2)
	for (const { note } of [before, after]) expect(openCheckpoint(note, await keys())).not.toBeNull()
	expect(openCheckpoint(after.note, (await keys()).slice(0, 1))).toBeNull()
})

describe('a process that differs from those that signed before it signs nothing, and says what to give it', () => {
	test.each([
		['a key that was replaced', /signed by a newer key/, () => writeFileSync(record.keyPath, firstKey)],
		[
			'another name of the record',
			/signed under the name “record.test”, and CHECKPOINT_ORIGIN says “elsewhere.test”/,
			() => vi.spyOn(env().checkpoint, 'origin', 'get').mockReturnValue('elsewhere.test'),
		],
	])('%s', async (_what, saying, differ) => {
		const [size, keyInUse] = [await readRecordSize(), readFileSync(record.keyPath, 'utf8')]
		differ()
		await record.append(1)
		await expect(takeCheckpoint()).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringMatching(saying),
		})
		expect(await findSigningProblem()).toMatch(saying)
		vi.restoreAllMocks()
		writeFileSync(record.keyPath, keyInUse)
		expect((await takeCheckpoint()).size).toBe(size + 1)
	})
})

describe('nothing is signed', () => {
	beforeEach(async () => {
		await takeCheckpoint()
	})

	async function expectRefusal(saying: RegExp) {
		const stored = await db.$count(checkpoints)
		await expect(takeCheckpoint()).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringMatching(saying),
		})
		expect(await findSigningProblem()).toMatch(saying)
		expect(await db.$count(checkpoints)).toBe(stored)
	}

	test('over a tree that was changed below the newest checkpoint', async () => {
		const stored = await ownerDb.select().from(nodes)
		await ownerDb.update(nodes).set({ hash: Buffer.alloc(32) })
		await expectRefusal(/does not continue/)
		for (const { level, idx, hash } of stored) {
			await ownerDb
				.update(nodes)
				.set({ hash })
				.where(and(eq(nodes.level, level), eq(nodes.idx, idx)))
		}
		expect(await findSigningProblem()).toBeNull()
	})

	test('over a tree whose upper nodes do not stand on those that were signed', async () => {
		const { size } = await takeCheckpoint()
		const width = 2 ** Math.ceil(Math.log2(size + 1))
		await record.append(width - size)
		const top = and(eq(nodes.level, Math.log2(width)), eq(nodes.idx, 0))
		const [right] = await ownerDb.select().from(nodes).where(top)
		await ownerDb
			.update(nodes)
			.set({ hash: Buffer.alloc(32) })
			.where(top)
		await expectRefusal(/does not continue/)
		await ownerDb
			.update(nodes)
			.set({ hash: right?.hash ?? Buffer.alloc(0) })
			.where(top)
	})

	test('over a record that was cut to fewer entries than were signed', async () => {
		const size = await readRecordSize()
		const [last] = await ownerDb.delete(entries).where(eq(entries.seq, size)).returning()
		await expectRefusal(/holds \d+ entries, fewer than/)
		if (last) await ownerDb.insert(entries).values(last)
	})

	test('after a checkpoint whose row was fitted to a tree that was changed', async () => {
		const { size, root } = await takeCheckpoint()
		const which = eq(checkpoints.size, size)
		await ownerDb
			.update(checkpoints)
			.set({ root: Buffer.alloc(32) })
			.where(which)
		await expectRefusal(/its row says something else than its signed note/)
		await ownerDb.update(checkpoints).set({ root }).where(which)
		expect(await findSigningProblem()).toBeNull()
	})

	test('after a checkpoint that no key of this record signed', async () => {
		const forged = { size: (await readRecordSize()) + 1, root: Buffer.alloc(32), note: 'forged' }
		await db.insert(checkpoints).values(forged)
		await expectRefusal(/not signed by any key of this record/)
		await ownerDb.delete(checkpoints).where(eq(checkpoints.size, forged.size))
	})

	test('without a key, which is said in a sentence', async () => {
		writeFileSync(record.keyPath, 'no key')
		await expect(takeCheckpoint()).rejects.toMatchObject({
			message: expect.stringMatching(/Ed25519 private key/),
		})
		expect(await findSigningProblem()).toMatch(/Ed25519 private key/)
	})
})
