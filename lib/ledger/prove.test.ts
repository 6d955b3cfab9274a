import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { entries } from '#lib/db/record-schema.ts'
import { isContinuation, isIncluded } from './proof-check.ts'
import { proveContinuation, proveEntries, proveEntry, readRecordSize } from './prove.ts'
import { startRecord } from './testing/record.ts'
import { leafHash, rootOf } from './tree.ts'

const record = await startRecord()
const size = 2_100
let leaves: Buffer[] = []
const rootAt = (count: number) => rootOf(leaves.slice(0, count))

beforeAll(async () => {
	expect(await readRecordSize()).toBe(0)
	await record.append(1_050)
	await record.append(1_050)
	const rows = await record.db.select({ text: entries.text }).from(entries).orderBy(entries.seq)
	leaves = rows.map(({ text }) => leafHash(text))
})

const seqs = fc.integer({ min: 1, max: size })

test('any entry is proven to be in any record that holds it', async () => {
	expect(await readRecordSize()).toBe(size)
	await fc.assert(
		fc.asyncProperty(seqs, seqs, async (one, other) => {
			const [seq, at] = [Math.min(one, other), Math.max(one, other)]
			const proof = await proveEntry(seq, at)
			const leaf = leaves[seq - 1] ?? Buffer.alloc(0)
			expect(isIncluded({ leaf, index: seq - 1, size: at, root: rootAt(at), proof })).toBe(true)
		}),
		{ numRuns: 40 },
	)
})

test('any record is proven to continue any earlier one', async () => {
	await fc.assert(
		fc.asyncProperty(seqs, seqs, async (one, other) => {
			const [older, newer] = [Math.min(one, other), Math.max(one, other)]
			const proof = await proveContinuation(older, newer)
			const trees = { older, newer, olderRoot: rootAt(older), newerRoot: rootAt(newer) }
			expect(isContinuation({ ...trees, proof })).toBe(true)
		}),
		{ numRuns: 40 },
	)
})

test('many entries are proven together as each is alone, also where the upper levels are known already', async () => {
	const indices = leaves.map((_, index) => index)
	const root = rootAt(size)
	const shared = new Map()
	for (const proofs of [
		await proveEntries(indices, size, shared),
		await proveEntries(indices, size, shared),
	]) {
		expect([...proofs.keys()]).toEqual(indices)
		for (const [index, proof] of proofs) {
			const leaf = leaves[index] ?? Buffer.alloc(0)
			expect(isIncluded({ leaf, index, size, root, proof })).toBe(true)
		}
	}
	expect((await proveEntries([7], size)).get(7)).toEqual(await proveEntry(8, size))
})

test('there is no proof for an entry that the record does not hold', async () => {
	await expect(proveEntry(size + 1, size)).rejects.toThrow(RangeError)
	await expect(proveEntry(0, size)).rejects.toThrow(RangeError)
	await expect(proveEntries([size], size)).rejects.toThrow(RangeError)
})
