import { openCheckpoint, type VerifierKey } from './checkpoint.ts'

/** A checkpoint as a row holds it. */
interface CheckpointRow {
	size: number
	root: Buffer
	/** The whole signed note. */
	note: string
}

/**
 * Why a row counts for nothing, in words; else `null`. Only its note is signed: size and root beside it are whatever
 * somebody with the database's password wrote there.
 */
export function findRowProblem(
	{ size, root, note }: CheckpointRow,
	keys: readonly VerifierKey[],
): string | null {
	const said = openCheckpoint(note, keys)
	if (!said) return `The checkpoint over ${size} entries is not signed by any key of this record.`
	if (said.size === size && said.root.equals(root)) return null
	return `The checkpoint over ${size} entries was changed: its row says something else than its signed note.`
}
