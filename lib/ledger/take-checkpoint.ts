import 'server-only'
import { desc, eq, sql } from 'drizzle-orm'
import { type Executor, getDatabase, type Transaction } from '#lib/db/client.ts'
import { checkpointKeys, checkpoints } from '#lib/db/record-schema.ts'
import { AppError } from '#lib/errors.ts'
import { appendWhen } from './append.ts'
import { signCheckpoint } from './checkpoint.ts'
import type { CheckpointSigner } from './checkpoint-key.ts'
import { findRowProblem } from './checkpoint-row.ts'
import { consistencyRanges, proofFromNodes } from './proof.ts'
import { isContinuation } from './proof-check.ts'
import { readRanges, readRecordSize } from './prove.ts'
import { requireSigner } from './signer.ts'
import { type Range, rangeFromNodes } from './tree.ts'
import { parseKeys, readVerifierKeys } from './verifier-keys.ts'

export type StoredCheckpoint = typeof checkpoints.$inferSelect

/** The last checkpoint that was signed; `null` before the first. */
export async function readNewestCheckpoint(): Promise<StoredCheckpoint | null> {
	return selectNewest(getDatabase())
}

async function selectNewest(db: Pick<Transaction, 'select'>): Promise<StoredCheckpoint | null> {
	const [row] = await db.select().from(checkpoints).orderBy(desc(checkpoints.size)).limit(1)
	return row ?? null
}

/** What is signed, and what there is to sign. */
export interface SignedState {
	/** The last checkpoint; `null` before the first. */
	newest: StoredCheckpoint | null
	/** How many entries the record holds. */
	size: number
	/** The public half of every key that ever signed, oldest first. */
	verifierKeys: string[]
}

/** Reads the checkpoint first: what is appended in between only makes the record longer, and its key is there before it. */
export async function readSignedState(db: Pick<Transaction, 'select'> = getDatabase()): Promise<SignedState> {
	const newest = await selectNewest(db)
	return { newest, size: await readRecordSize(db), verifierKeys: await readVerifierKeys(db) }
}

/** The checkpoint that was signed when the record held `size` entries, if one was. */
export async function readCheckpoint(size: number): Promise<StoredCheckpoint | null> {
	const [row] = await getDatabase().select().from(checkpoints).where(eq(checkpoints.size, size))
	return row ?? null
}

/** A key's first use goes into the record before anything that it signs. */
async function recordKey({ verifierKey }: CheckpointSigner): Promise<void> {
	const db = getDatabase()
	const firstUse = db
		.insert(checkpointKeys)
		.values({ verifierKey })
		.onConflictDoNothing()
		.returning({ verifierKey: checkpointKeys.verifierKey })
	await appendWhen(db, firstUse, {
		action: 'record.key_used',
		actor: null,
		source: 'console',
		details: { verifierKey },
	})
}

/**
 * Where the record stands, as its stored nodes tell it: the root over `size` entries, and why nothing may be signed
 * over it, in words. Two signed checkpoints that contradict each other would take all worth from both.
 */
async function standing(db: Executor, { newest, size, verifierKeys }: SignedState) {
	const forged = newest && findRowProblem(newest, parseKeys(verifierKeys))
	if (forged) return { root: null, problem: forged }
	if (newest && size < newest.size) {
		const problem = `The record holds ${size} entries, fewer than the ${newest.size} that its newest checkpoint was signed over.`
		return { root: null, problem }
	}
	const whole: Range = [0, size]
	const ranges = newest ? consistencyRanges(newest.size, size) : []
	const read = await readRanges(db, [whole, ...ranges])
	const root = rangeFromNodes(whole, read)
	const continues =
		!newest ||
		isContinuation({
			older: newest.size,
			newer: size,
			olderRoot: newest.root,
			newerRoot: root,
			proof: proofFromNodes(ranges, read),
		})
	return {
		root,
		problem: continues
			? null
			: `The record does not continue the newest checkpoint: one of the first ${newest.size} entries, or the tree over them, was changed after it was signed.`,
	}
}

/** Why no checkpoint can be signed now, in words: the key, or a record that contradicts the newest one. Else `null`. */
export async function findSigningProblem(known?: SignedState): Promise<string | null> {
	try {
		const signed = known ?? (await readSignedState())
		requireSigner(signed.verifierKeys)
		return (await standing(getDatabase(), signed)).problem
	} catch (error) {
		if (error instanceof AppError) return error.message
		throw error
	}
}

/**
 * Signs how many entries the record holds, and their root, unless the newest checkpoint says the same already. It is
 * on disk before it is given.
 *
 * @throws AppError `internal` where there is no key to sign with; `conflict` where the record does not continue the
 * newest checkpoint, or is signed under another name or by a newer key: then nothing is signed
 */
export async function takeCheckpoint(): Promise<StoredCheckpoint> {
	const signer = requireSigner(await readVerifierKeys())
	await recordKey(signer)
	return getDatabase().transaction(async (tx) => {
		await tx.execute(sql`set local synchronous_commit = on`)
		// One at a time over all processes, so that a smaller one is never stored after a larger one was sent.
		await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('scopekeeper.checkpoint', 0))`)
		const signed = await readSignedState(tx)
		const { newest, size } = signed
		const { root, problem } = await standing(tx, signed)
		if (!root || problem) {
			throw new AppError('conflict', `No checkpoint is signed. ${problem}`)
		}
		if (newest?.size === size) return newest
		const note = signCheckpoint({ origin: signer.name, size, root }, signer.privateKey)
		const [stored] = await tx.insert(checkpoints).values({ size, root, note }).returning()
		if (!stored) throw new Error('the checkpoint’s row did not come back')
		return stored
	})
}
