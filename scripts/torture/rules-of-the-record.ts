import {
	appendLeaf,
	leafHash,
	type NodeReader,
	rootFromNodes,
	type TreeEdge,
	type TreeNode,
} from '#lib/ledger/tree.ts'
import type { Rule, Violation } from './rules-of-changes.ts'

const place = ({ level, idx }: Pick<TreeNode, 'level' | 'idx'>) => `${level}/${idx}`

function readerOf(nodes: readonly TreeNode[]): NodeReader {
	const hashes = new Map(nodes.map((node) => [place(node), node.hash]))
	return (level, idx) => hashes.get(place({ level, idx })) ?? Buffer.alloc(0)
}

/** The tree computed anew from the entries is the one stored, every checkpoint lies on its way, and no sequence is left out. */
export const treeVerifies: Rule = ({ entries, nodes, checkpoints }) => {
	const found: Violation[] = []
	const gap = entries.findIndex(({ seq }, index) => seq !== index + 1)
	if (gap !== -1) found.push({ what: `entry ${gap + 1} is missing` })

	const edge: TreeEdge = { size: 0, lefts: [] }
	const computed = entries.flatMap(({ text }) => appendLeaf(edge, leafHash(text)))
	const readComputed = readerOf(computed)
	const readStored = readerOf(nodes)
	const root = rootFromNodes(entries.length, readComputed)
	const stored = rootFromNodes(entries.length, readStored)
	if (!root.equals(stored)) found.push({ what: 'the stored nodes give another root than the entries' })
	const differing = computed.filter(({ level, idx, hash }) => !hash.equals(readStored(level, idx)))
	if (differing.length > 0)
		found.push({ what: `${differing.length} stored nodes are not those of the entries` })
	if (nodes.length !== computed.length)
		found.push({ what: `${nodes.length} nodes are stored, and the tree has ${computed.length}` })

	for (const { size, root: seen } of checkpoints) {
		const then = size > entries.length ? null : rootFromNodes(size, readComputed)
		if (then?.toString('hex') !== seen)
			found.push({ what: `the record does not continue the checkpoint over ${size} entries` })
	}
	return found
}
