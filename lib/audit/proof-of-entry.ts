import 'server-only'
import { getDatabase } from '#lib/db/client.ts'
import { proveEntry, readRanges, readRecordSize } from '#lib/ledger/prove.ts'
import { readNewestCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { leafHash, rangeFromNodes } from '#lib/ledger/tree.ts'
import type { EntryRow } from './entry-row.ts'
import type { EntryProof } from './schemas.ts'

/** An entry's proof against the newest checkpoint, or against the record as it is where that one is older. */
export async function proofOf({ seq, text }: EntryRow): Promise<EntryProof> {
	const newest = await readNewestCheckpoint()
	const signed = newest && newest.size >= seq ? newest : null
	const size = signed?.size ?? (await readRecordSize())
	const hashes = await proveEntry(seq, size)
	const root = signed?.root ?? rangeFromNodes([0, size], await readRanges(getDatabase(), [[0, size]]))
	return {
		index: seq - 1,
		leaf: leafHash(text).toString('hex'),
		size,
		root: root.toString('base64'),
		hashes: hashes.map((hash) => hash.toString('base64')),
		signedAt: signed?.signedAt.toISOString() ?? null,
	}
}
