import 'server-only'
import { getDatabase } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { isIncluded } from '#lib/ledger/proof-check.ts'
import { proveEntry, readRanges, readRecordSize } from '#lib/ledger/prove.ts'
import { readNewestCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { leafHash, rangeFromNodes } from '#lib/ledger/tree.ts'
import { findEntryProblem } from '#lib/ledger/verify-entry.ts'
import type { EntryRow } from './entry-row.ts'
import type { EntryProof } from './schemas.ts'

/**
 * An entry's proof against the newest checkpoint, or against the record as it is where that one is older. It is
 * checked here: an entry that was altered is never shown as one that is proved.
 */
export async function proofOf(entry: EntryRow): Promise<EntryProof> {
	const { seq } = entry
	const newest = await readNewestCheckpoint()
	const signed = newest && newest.size >= seq ? newest : null
	const size = signed?.size ?? (await readRecordSize())
	const { hashes, root, damage } = await readTree(seq, size, signed?.root ?? null)
	const leaf = leafHash(entry.text)
	const isProved = isIncluded({ leaf, index: seq - 1, size, root, proof: hashes })
	const altered = `Entry ${seq} was changed, or the tree over the record: the entry does not lead to the root.`
	return {
		index: seq - 1,
		leaf: leaf.toString('hex'),
		size,
		root: root.toString('base64'),
		hashes: hashes.map((hash) => hash.toString('base64')),
		signedAt: signed?.signedAt.toISOString() ?? null,
		problem: damage ?? findEntryProblem(entry) ?? (isProved ? null : altered),
	}
}

/** The entry's siblings, and the root that they lead to; where nodes of the tree are missing, which, in words. */
async function readTree(seq: number, size: number, signedRoot: Buffer | null) {
	try {
		const hashes = await proveEntry(seq, size)
		const root = signedRoot ?? rangeFromNodes([0, size], await readRanges(getDatabase(), [[0, size]]))
		return { hashes, root, damage: null }
	} catch (error) {
		if (!(error instanceof AppError)) throw error
		return { hashes: [], root: signedRoot ?? Buffer.alloc(0), damage: error.message }
	}
}
