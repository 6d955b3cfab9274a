import { createHash } from 'node:crypto'

/**
 * The tree of RFC 9162, section 2.1 (SHA-256), over the record's entries. A node is named by its level (0: leaves)
 * and its index in that level; only complete ones are stored, so a stored node never changes.
 */
export interface TreeNode {
	level: number
	idx: number
	hash: Buffer
}

/** Gives the hash of a stored node. Asked only for nodes that are complete at the size in question. */
export type NodeReader = (level: number, idx: number) => Buffer | Promise<Buffer>

function sha256(...parts: (Buffer | Uint8Array)[]): Buffer {
	const hash = createHash('sha256')
	for (const part of parts) hash.update(part)
	return hash.digest()
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

/**
 * The nodes that `leaf`, appended as leaf number `size` (from 0), completes: itself, and each parent whose right
 * side it ends.
 */
export async function completedNodes(size: number, leaf: Buffer, read: NodeReader): Promise<TreeNode[]> {
	const nodes: TreeNode[] = [{ level: 0, idx: size, hash: leaf }]
	let [level, idx, hash] = [0, size, leaf]
	while (idx % 2 === 1) {
		hash = nodeHash(await read(level, idx - 1), hash)
		level += 1
		idx = (idx - 1) / 2
		nodes.push({ level, idx, hash })
	}
	return nodes
}

/** The complete subtrees, widest first, that cover the leaves from `start` to before `end` of a tree's split. */
function subtrees(start: number, end: number): { level: number; idx: number }[] {
	const found: { level: number; idx: number }[] = []
	for (let from = start; from < end; ) {
		const level = Math.floor(Math.log2(end - from))
		found.push({ level, idx: from / 2 ** level })
		from += 2 ** level
	}
	return found
}

/** The root over the first `size` leaves, from stored nodes: as many reads as `size` has ones in binary. */
export async function rootFromNodes(size: number, read: NodeReader): Promise<Buffer> {
	const hashes = await Promise.all(subtrees(0, size).map(({ level, idx }) => read(level, idx)))
	if (hashes.length === 0) return sha256()
	return hashes.reduceRight((right, left) => nodeHash(left, right))
}

/** The root over leaf hashes held in memory. */
export async function rootOf(leaves: readonly Buffer[]): Promise<Buffer> {
	const nodes = new Map<string, Buffer>()
	const read = (level: number, idx: number) => {
		const hash = nodes.get(`${level}/${idx}`)
		if (!hash) throw new RangeError(`No node ${idx} at level ${level}`)
		return hash
	}
	for (const [size, leaf] of leaves.entries()) {
		for (const node of await completedNodes(size, leaf, read))
			nodes.set(`${node.level}/${node.idx}`, node.hash)
	}
	return rootFromNodes(leaves.length, read)
}
