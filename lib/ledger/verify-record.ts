import 'server-only'
import { and, asc, getTableColumns, gt, lte } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { checkpoints, entries } from '#lib/db/record-schema.ts'
import type { VerifierKey } from './checkpoint.ts'
import { findRowProblem } from './checkpoint-row.ts'
import { readCompletedNodes, type StoredNodes } from './stored-nodes.ts'
import type { StoredCheckpoint } from './take-checkpoint.ts'
import { appendLeaf, leafHash, rootOfEdge, type TreeEdge, type TreeNode } from './tree.ts'
import { readKeys } from './verifier-keys.ts'
import { findChangedRow, findUntoldChange, type RecordProblem } from './verify-changes.ts'
import { findEntryProblem, type StoredEntry } from './verify-entry.ts'
import { findChangedAccess } from './verify-people.ts'
import { findChangedRequest, findChangedSchedule, findUntoldRequest } from './verify-requests.ts'

const batchSize = 2_000

/** Everything that is stored of the entries after `from` up to `to`. */
interface Batch {
	from: number
	to: number
	rows: StoredEntry[]
	changed: RecordProblem | null
	nodes: StoredNodes
	signed: StoredCheckpoint[]
}

async function readBatch(from: number, size: number): Promise<Batch> {
	const to = Math.min(from + batchSize, size)
	const db = getDatabase()
	const { txid: _, words: __, ...columns } = getTableColumns(entries)
	const [rows, changed, nodes, signed] = await Promise.all([
		db
			.select(columns)
			.from(entries)
			// The first batch holds whatever stands before entry 1, where nothing may.
			.where(and(from === 0 ? undefined : gt(entries.seq, from), lte(entries.seq, to)))
			.orderBy(asc(entries.seq)),
		findFirstChanged(from, to),
		readCompletedNodes(from, to),
		db
			.select()
			.from(checkpoints)
			.where(and(gt(checkpoints.size, from), lte(checkpoints.size, to)))
			.orderBy(asc(checkpoints.size)),
	])
	return { from, to, rows, changed, nodes, signed }
}

/** The first change, request or end that began in these entries and is not shown as they tell it. */
async function findFirstChanged(from: number, to: number): Promise<RecordProblem | null> {
	const finders = [findChangedRow, findChangedRequest, findChangedSchedule]
	const found = await Promise.all(finders.map((find) => find(from, to)))
	const problems = found.filter((problem) => problem !== null)
	return problems.toSorted((one, other) => one.problemAt - other.problemAt)[0] ?? null
}

function findNodeProblem({ level, idx }: TreeNode, seq: number): string {
	if (level === 0) return `Entry ${seq} was changed: it has another hash than the record’s tree holds for it.`
	const first = idx * 2 ** level + 1
	return `The record’s tree was changed: its node over the entries ${first} to ${seq} does not follow from them.`
}

function findCheckpointProblem(
	checkpoint: StoredCheckpoint,
	present: Buffer,
	keys: readonly VerifierKey[],
): string | null {
	const forged = findRowProblem(checkpoint, keys)
	if (forged) return forged
	const { size, root } = checkpoint
	if (root.equals(present)) return null
	return `The record was rewritten: its first ${size} entries are not those that the checkpoint over them was signed for.`
}

/** Whoever owns the database could append an entry under a time of their own; `append` never goes back. */
function findTimeProblem({ seq, time }: StoredEntry, earlier: StoredEntry | undefined): string | null {
	if (!earlier || earlier.time <= time) return null
	return `Entry ${seq} was dated back: it names an earlier time than the entry before it.`
}

/** Goes on with `edge`, which it changes, over one batch; `before` is the last entry of the one before. */
function findBatchProblem(
	batch: Batch,
	edge: TreeEdge,
	keys: readonly VerifierKey[],
	before: StoredEntry | undefined,
): RecordProblem | null {
	const signed = new Map(batch.signed.map((checkpoint) => [checkpoint.size, checkpoint]))
	for (let at = batch.from; at < batch.to; at += 1) {
		const seq = at + 1
		const row = batch.rows[at - batch.from]
		if (row && row.seq < seq) {
			return { problem: `Entry ${row.seq} was put in: the first is entry 1.`, problemAt: seq }
		}
		if (row?.seq !== seq) return { problem: `Entry ${seq} is missing.`, problemAt: seq }
		const completed = appendLeaf(edge, leafHash(row.text))
		const changed = completed.find((node) => !batch.nodes.holds(node))
		const checkpoint = signed.get(seq)
		const problem =
			(changed && findNodeProblem(changed, seq)) ??
			findEntryProblem(row) ??
			findTimeProblem(row, at === batch.from ? before : batch.rows[at - batch.from - 1]) ??
			(checkpoint && findCheckpointProblem(checkpoint, rootOfEdge(edge), keys))
		if (problem) return { problem, problemAt: seq }
		if (batch.changed?.problemAt === seq) return batch.changed
	}
	return null
}

/**
 * Looks at every one of the first `size` entries: its text, its details, its place in the tree; at every node of the
 * tree, at every checkpoint up to there, and at the row of every change, request and end, and of everybody who is or was
 * disabled. The next entries are read while these are looked at; memory stays flat.
 *
 * @param onProgress told after each batch how many entries were right
 * @returns the first thing that is wrong, or `null`
 */
export async function verifyRecord(
	size: number,
	onProgress: (checked: number) => Promise<void> = async () => {},
): Promise<RecordProblem | null> {
	const keys = await readKeys()
	const edge: TreeEdge = { size: 0, lefts: [] }
	let before: StoredEntry | undefined
	let next = size > 0 ? readBatch(0, size) : null
	while (next) {
		const batch = await next
		next = batch.to < size ? readBatch(batch.to, size) : null
		next?.catch(() => {})
		const problem = findBatchProblem(batch, edge, keys, before)
		if (problem) return problem
		before = batch.rows.at(-1)
		await onProgress(batch.to)
	}
	return (await findUntoldChange(size)) ?? (await findUntoldRequest(size)) ?? findChangedAccess(size)
}
