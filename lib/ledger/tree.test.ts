import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consistencyRanges, inclusionRanges, proofFromNodes } from './proof.ts'
import { isContinuation, isIncluded } from './proof-check.ts'
import {
	appendLeaf,
	leafHash,
	type NodeReader,
	nodeHash,
	rootFromNodes,
	rootOf,
	type TreeEdge,
} from './tree.ts'

/** The tree and its proofs as RFC 6962, section 2.1 defines them, by recursion over lists of leaves. */
function slowRoot(leaves: Buffer[]): Buffer {
	if (leaves.length < 2) return leaves[0] ?? rootOf([])
	const k = slowSplit(leaves.length)
	return nodeHash(slowRoot(leaves.slice(0, k)), slowRoot(leaves.slice(k)))
}

function slowSplit(count: number): number {
	let k = 1
	while (k * 2 < count) k *= 2
	return k
}

function slowPath(index: number, leaves: Buffer[]): Buffer[] {
	if (leaves.length === 1) return []
	const k = slowSplit(leaves.length)
	const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
	return index < k
		? [...slowPath(index, left), slowRoot(right)]
		: [...slowPath(index - k, right), slowRoot(left)]
}

function slowSubproof(m: number, leaves: Buffer[], whole: boolean): Buffer[] {
	if (m === leaves.length) return whole ? [] : [slowRoot(leaves)]
	const k = slowSplit(leaves.length)
	const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
	return m <= k
		? [...slowSubproof(m, left, whole), slowRoot(right)]
		: [...slowSubproof(m - k, right, false), slowRoot(left)]
}

function storeNodes(leaves: Buffer[]) {
	const edge: TreeEdge = { size: 0, lefts: [] }
	const stored = new Map<string, Buffer>()
	for (const leaf of leaves) {
		for (const { level, idx, hash } of appendLeaf(edge, leaf)) stored.set(`${level}/${idx}`, hash)
	}
	return (level: number, idx: number) => {
		const hash = stored.get(`${level}/${idx}`)
		if (!hash) throw new Error(`Node ${idx} of level ${level} is not complete`)
		return hash
	}
}

const proveInclusion = (index: number, size: number, read: NodeReader) =>
	proofFromNodes(inclusionRanges(index, size), read)
const proveConsistency = (older: number, newer: number, read: NodeReader) =>
	proofFromNodes(consistencyRanges(older, newer), read)

const hex = (hashes: Buffer[]) => hashes.map((hash) => hash.toString('hex'))

/** The inputs and roots that the Certificate Transparency implementations are tested with. */
const inputs = [
	'',
	'00',
	'10',
	'2021',
	'3031',
	'40414243',
	'5051525354555657',
	'606162636465666768696a6b6c6d6e6f',
]
const roots = [
	'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
	'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
	'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
	'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
	'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
	'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
	'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
	'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const pair23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e'
const pair67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0'
const leaf1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'
const leaf4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'
const half47 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
const [, leaf0, pair01, , half03] = roots

describe('the published vectors of RFC 6962 implementations', () => {
	const leaves = inputs.map((input) => leafHash(Buffer.from(input, 'hex')))
	const read = storeNodes(leaves)

	test.each(roots.map((root, size) => ({ size, root })))('root of $size leaves', ({ size, root }) => {
		expect(rootOf(leaves.slice(0, size)).toString('hex')).toBe(root)
		expect(rootFromNodes(size, read).toString('hex')).toBe(root)
	})

	test.each([
		{ index: 0, size: 1, proof: [] },
		{ index: 0, size: 8, proof: [leaf1, pair23, half47] },
		{ index: 5, size: 8, proof: [leaf4, pair67, half03] },
		{ index: 2, size: 3, proof: [pair01] },
		{ index: 1, size: 5, proof: [leaf0, pair23, leaf4] },
	])('inclusion of leaf $index in $size', ({ index, size, proof }) => {
		expect(hex(proveInclusion(index, size, read))).toEqual(proof)
	})

	test.each([
		{ older: 1, newer: 1, proof: [] },
		{ older: 1, newer: 8, proof: [leaf1, pair23, half47] },
		{ older: 2, newer: 5, proof: [pair23, leaf4] },
		{
			older: 6,
			newer: 8,
			proof: ['0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', pair67, half03],
		},
	])('consistency of $older with $newer', ({ older, newer, proof }) => {
		expect(hex(proveConsistency(older, newer, read))).toEqual(proof)
	})
})

const someLeaves = fc.array(fc.uint8Array({ maxLength: 8 }).map(leafHash), { minLength: 1, maxLength: 140 })

describe('for any leaves', () => {
	test('both roots are the one that the definition gives', () => {
		fc.assert(
			fc.property(someLeaves, (leaves) => {
				const expected = slowRoot(leaves)
				expect(rootOf(leaves)).toEqual(expected)
				expect(rootFromNodes(leaves.length, storeNodes(leaves))).toEqual(expected)
			}),
		)
	})

	test('the root of every earlier size can still be read from the nodes', () => {
		fc.assert(
			fc.property(someLeaves, fc.nat(), (leaves, pick) => {
				const size = pick % (leaves.length + 1)
				expect(rootFromNodes(size, storeNodes(leaves))).toEqual(slowRoot(leaves.slice(0, size)))
			}),
		)
	})

	test('a node is completed once, and there are as many as complete subtrees', () => {
		fc.assert(
			fc.property(someLeaves, (leaves) => {
				const edge: TreeEdge = { size: 0, lefts: [] }
				const places = leaves.flatMap((leaf) =>
					appendLeaf(edge, leaf).map(({ level, idx }) => `${level}/${idx}`),
				)
				const expected = []
				for (let width = 1, level = 0; width <= leaves.length; width *= 2, level += 1) {
					for (let idx = 0; (idx + 1) * width <= leaves.length; idx += 1) expected.push(`${level}/${idx}`)
				}
				expect(places.toSorted()).toEqual(expected.toSorted())
			}),
		)
	})

	test('proofs are those that the definition gives', () => {
		fc.assert(
			fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, first, second) => {
				const read = storeNodes(leaves)
				const newer = (first % leaves.length) + 1
				const older = (second % newer) + 1
				const tree = leaves.slice(0, newer)
				expect(proveInclusion(older - 1, newer, read)).toEqual(slowPath(older - 1, tree))
				expect(proveConsistency(older, newer, read)).toEqual(slowSubproof(older, tree, true))
			}),
		)
	})
})

test('there is no proof for a leaf or an older tree that the tree does not have', () => {
	const read = storeNodes([leafHash('a')])
	expect(() => proveInclusion(1, 1, read)).toThrow(RangeError)
	expect(() => proveInclusion(-1, 1, read)).toThrow(RangeError)
	expect(() => proveConsistency(2, 1, read)).toThrow(RangeError)
	expect(() => proveConsistency(0, 1, read)).toThrow(RangeError)
})

/** Every proof that differs from `proof` in one place: a bit, one hash fewer, one more, two changed over. */
function spoil(proof: Buffer[], at: number): Buffer[][] {
	const flipped = proof.map((hash, index) =>
		index === at % proof.length ? Buffer.from(hash).fill(0, 0, 1) : hash,
	)
	const reversed = proof.toReversed()
	return [flipped, proof.slice(1), proof.slice(0, -1), [...proof, leafHash('more')], reversed].filter(
		(spoilt) => hex(spoilt).join() !== hex(proof).join(),
	)
}

describe('the check of a proof, for any leaves', () => {
	test('of inclusion takes the one that the definition gives, and none for another leaf, place, size or root', () => {
		fc.assert(
			fc.property(someLeaves, fc.nat(), (leaves, pick) => {
				const size = leaves.length
				const index = pick % size
				const [leaf, root, proof] = [
					leaves[index] ?? Buffer.alloc(0),
					slowRoot(leaves),
					slowPath(index, leaves),
				]
				expect(isIncluded({ leaf, index, size, root, proof })).toBe(true)
				expect(isIncluded({ leaf: leafHash('other'), index, size, root, proof })).toBe(false)
				expect(isIncluded({ leaf, index, size, root: leafHash('other'), proof })).toBe(false)
				expect(isIncluded({ leaf, index: size, size, root, proof })).toBe(false)
				expect(isIncluded({ leaf, index: -1, size, root, proof })).toBe(false)
				for (const spoilt of spoil(proof, pick)) {
					expect(isIncluded({ leaf, index, size, root, proof: spoilt })).toBe(false)
				}
			}),
		)
	})

	test('of continuation takes the one that the definition gives, and none for another tree', () => {
		fc.assert(
			fc.property(someLeaves, fc.nat(), (leaves, pick) => {
				const newer = leaves.length
				const older = (pick % newer) + 1
				const [olderRoot, newerRoot] = [slowRoot(leaves.slice(0, older)), slowRoot(leaves)]
				const proof = slowSubproof(older, leaves, true)
				const trees = { older, newer, olderRoot, newerRoot }
				expect(isContinuation({ ...trees, proof })).toBe(true)
				expect(isContinuation({ ...trees, olderRoot: leafHash('other'), proof })).toBe(false)
				expect(isContinuation({ ...trees, newerRoot: leafHash('other'), proof })).toBe(false)
				expect(isContinuation({ ...trees, older: newer + 1, proof })).toBe(false)
				expect(isContinuation({ ...trees, older: 0, proof })).toBe(false)
				for (const spoilt of spoil(proof, pick)) {
					expect(isContinuation({ ...trees, proof: spoilt })).toBe(false)
				}
			}),
		)
	})
})
