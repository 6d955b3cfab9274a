import { nodeHash } from './tree.ts'

/**
 * The checks of RFC 9162, sections 2.1.3.2 and 2.1.4.2, as a stranger makes them who holds nothing but hashes.
 * Indices and sizes are whole numbers up to 2^53.
 */

/** Where a proof stands on its way up: the index of the node in its level, and of that level's last. */
interface Way {
	node: number
	last: number
}

const isRight = ({ node }: Way) => node % 2 === 1
const up = ({ node, last }: Way): Way => ({ node: Math.floor(node / 2), last: Math.floor(last / 2) })

/** Past the levels on which the node has no sibling, because it is the last and a left one. */
function skipMissing(way: Way): Way {
	let at = way
	while (!isRight(at) && at.node !== 0) at = up(at)
	return at
}

const joinsFromLeft = (way: Way) => isRight(way) || way.node === way.last

/** Whether `proof`, lowest sibling first, shows that `leaf` is number `index` (from 0) of the tree `size`, `root`. */
export function isIncluded(claim: {
	leaf: Buffer
	index: number
	size: number
	root: Buffer
	proof: readonly Buffer[]
}): boolean {
	const { leaf, index, size, root, proof } = claim
	if (index < 0 || index >= size) return false
	let way: Way = { node: index, last: size - 1 }
	let hash = leaf
	for (const sibling of proof) {
		if (way.last === 0) return false
		if (joinsFromLeft(way)) {
			hash = nodeHash(sibling, hash)
			way = skipMissing(way)
		} else hash = nodeHash(hash, sibling)
		way = up(way)
	}
	return way.last === 0 && hash.equals(root)
}

/** Whether `proof` shows that the tree of size `newer` continues the one of size `older`, changing nothing in it. */
export function isContinuation(claim: {
	older: number
	newer: number
	olderRoot: Buffer
	newerRoot: Buffer
	proof: readonly Buffer[]
}): boolean {
	const { older, newer, olderRoot, newerRoot, proof } = claim
	if (older < 1 || older > newer) return false
	if (older === newer) return proof.length === 0 && olderRoot.equals(newerRoot)
	let way: Way = { node: older - 1, last: newer - 1 }
	while (isRight(way)) way = up(way)
	// Where the older tree is one complete subtree, its root is where the proof begins.
	const [first, ...siblings] = way.node === 0 ? [olderRoot, ...proof] : proof
	if (!first) return false
	let [olderHash, newerHash] = [first, first]
	for (const sibling of siblings) {
		if (way.last === 0) return false
		if (joinsFromLeft(way)) {
			olderHash = nodeHash(sibling, olderHash)
			newerHash = nodeHash(sibling, newerHash)
			way = skipMissing(way)
		} else newerHash = nodeHash(newerHash, sibling)
		way = up(way)
	}
	return way.last === 0 && olderHash.equals(olderRoot) && newerHash.equals(newerRoot)
}
