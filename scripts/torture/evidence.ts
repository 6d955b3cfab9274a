import type { ChangeState, PairState } from '#lib/changes/schemas.ts'
import type { TreeNode } from '#lib/ledger/tree.ts'

/** What a torture leaves behind, in the form in which its rules look at it. Times are epoch milliseconds. */
export interface Evidence {
	/** The whole record, by sequence. */
	entries: readonly RecordedEntry[]
	/** Completed nodes of the record's tree, as the database holds them. */
	nodes: readonly TreeNode[]
	/** Taken on the way, oldest first. */
	checkpoints: readonly Checkpoint[]
	changes: readonly FinalChange[]
	/** PUTs of assignments, as they arrived at the pod. */
	puts: readonly PutCall[]
	pairs: readonly PairStates[]
	/** What actions answered `ok` with. */
	told: readonly ToldAnswer[]
	/** Samples that showed more than one open change of a pair. */
	crowded: readonly (Pair & { open: number; atMs: number })[]
}

export interface Pair {
	groupId: string
	userId: string
}

export interface RecordedEntry {
	seq: number
	/** The leaf, byte for byte. */
	text: string
	committedAtMs: number
	action: string
	/** `null`, as all that follows, where the entry is not about a change. */
	changeId: string | null
	groupId: string | null
	userId: string | null
	active: boolean | null
	/** The state that the change came to. */
	state: ChangeState | null
	/** What the pod showed of the pair before a change of it was intended. */
	stateBefore: PairState | null
	/** `X-Trace-Id` of the PUTs that the entry tells of. */
	traceIds: readonly string[]
}

export interface Checkpoint {
	size: number
	/** Hex. */
	root: string
}

export interface FinalChange extends Pair {
	id: string
	operationId: string
	active: boolean
	state: ChangeState
}

export interface PutCall extends Pair {
	arrivedAtMs: number
	active: boolean
	/** `null` without an answer. */
	status: number | null
	traceId: string | null
	/** `number` counts what the pod took, from 1; `null` where it did not take this. */
	effect: { number: number; atMs: number } | null
}

/** Whether the pod shows the user assigned, before anything was done and at the end. */
export interface PairStates extends Pair {
	before: boolean
	after: boolean
}

export interface ToldAnswer {
	/** `null` where the action was not about an operation of its own. */
	operationId: string | null
	changeId: string
	state: ChangeState
}
