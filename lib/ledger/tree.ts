import { hash } from 'node:crypto'

/**
 * The tree of RFC 9162, section 2.1 (SHA-256), over the record's entries. A node is named by its level (0: leaves)
 * and its index in that level; only complete ones are stored, so a stored node never changes.
 */
export interface NodePlace {
	level: number
	idx: number
}

export interface TreeNode extends NodePlace {
	hash: Buffer
}

/** Leaves from `start` to before `end`. */
export type Range = readonly [start: number, end: number]

/** Gives the hash of a stored node. Asked only for nodes that are complete at the size in question. */
export type NodeReader = (level: number, idx: number) => Buffer

function sha256(...parts: Uint8Array[]): Buffer {
	return hash('sha256', Buffer.concat(parts), 'buffer')
}

const leafPrefix = Buffer.from([0])
const nodePrefix = Buffer.from([1])

/** Of an entry's exact bytes; a string stands for its UTF-8. */
export function leafHash(entry: Uint8Array | string): Buffer {
	return sha256(leafPrefix, typeof entry === 'string' ? Buffer.from(entry, 'utf8') : entry)
}

export function nodeHash(left: Buffer, right: Buffer): Buffer {
	return sha256(nodePrefix, left, right)
}

/** The root over `parts` of a tree from left to right, each but the last wider than all that follow it. */
function joinFromRight(parts: readonly Buffer[]): Buffer {
	if (parts.length === 0) return sha256()
	return parts.reduceRight((right, left) => nodeHash(left, right))
}

/** What it takes to append to a tree: its size, and by level the last left node. `{ size: 0, lefts: [] }` is empty. */
export interface TreeEdge {
	size: number
	lefts: Buffer[]
}

/** Appends a leaf hash to `edge`, which it changes, and gives the nodes that are complete now, lowest first. */
export function appendLeaf(edge: TreeEdge, leaf: Buffer): TreeNode[] {
	let node: TreeNode = { level: 0, idx: edge.size, hash: leaf }
	const completed = [node]
	for (let left = edge.lefts[0]; left && node.idx % 2 === 1; left = edge.lefts[node.level]) {
		node = { level: node.level + 1, idx: (node.idx - 1) / 2, hash: nodeHash(left, node.hash) }
		completed.push(node)
	}
	edge.lefts[node.level] = node.hash
	edge.size += 1
	return completed
}

/** The root over leaf hashes, in their order; memory grows with the logarithm of their number. */
export function rootOf(leaves: Iterable<Buffer>): Buffer {
	const edge: TreeEdge = { size: 0, lefts: [] }
	for (const leaf of leaves) appendLeaf(edge, leaf)
	return rootOfEdge(edge)
}

/** The root over all that was appended to `edge`. */
export function rootOfEdge(edge: TreeEdge): Buffer {
	return joinFromRight(widths(edge.size).flatMap((level) => edge.lefts[level] ?? []))
}

/** Levels of the complete subtrees that `count` leaves consist of, widest first: the ones of its binary digits. */
function widths(count: number): number[] {
	const digits = count.toString(2)
	return [...digits].flatMap((digit, position) => (digit === '1' ? [digits.length - 1 - position] : []))
}

/**
 * The stored nodes that a range consists of, from left to right. The range is one that splitting a tree gives: all of
 * it, a left half, or what is right of one.
 */
export function placesOf([start, end]: Range): NodePlace[] {
	let from = start
	return widths(end - start).map((level) => {
		const idx = from / 2 ** level
		from += 2 ** level
		return { level, idx }
	})
}

/** The root over a range as `placesOf` takes it, from stored nodes. */
export function rangeFromNodes(range: Range, read: NodeReader): Buffer {
	return joinFromRight(placesOf(range).map(({ level, idx }) => read(level, idx)))
}

/** The root over the first `size` leaves, from stored nodes: as many reads as `size` has ones in binary. */
export function rootFromNodes(size: number, read: NodeReader): Buffer {
	return rangeFromNodes([0, size], read)
}
