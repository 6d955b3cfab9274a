import 'server-only'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { parseVerifierKey } from './checkpoint.ts'
import { type CheckpointSigner, readCheckpointSigner } from './checkpoint-key.ts'
import { readVerifierKeys } from './verifier-keys.ts'

/**
 * Why this process may not sign for the record, in words; else `null`. A record has one name, and one key at a time:
 * instances that differ would sign in turns, and who checks their checkpoints could not tell that from a theft.
 *
 * @param used the public half of every key that ever signed, oldest first
 */
export function findSignerProblem(signer: CheckpointSigner, used: readonly string[]): string | null {
	const newest = used.at(-1)
	if (newest === undefined || newest === signer.verifierKey) return null
	const name = parseVerifierKey(newest)?.name
	if (name !== signer.name) {
		return `This record is signed under the name “${name}”, and CHECKPOINT_ORIGIN says “${signer.name}”: set CHECKPOINT_ORIGIN to the record’s name, for every instance.`
	}
	if (!used.includes(signer.verifierKey)) return null
	return 'This record is signed by a newer key by now, and the one of CHECKPOINT_KEY_PATH was replaced: give every instance the newer key, or a new one.'
}

/** @throws AppError `conflict` where this process may not sign; `internal` where it has no key */
export async function requireSigner(): Promise<CheckpointSigner> {
	const signer = readCheckpointSigner()
	const problem = findSignerProblem(signer, await readVerifierKeys())
	if (problem) throw new AppError('conflict', problem)
	return signer
}

/**
 * Ends a process that starts with a name or key that contradict what the database has, with one sentence: it would
 * never sign. A key that is missing, or a database that is away, is said elsewhere and stops no start.
 */
export async function refuseOtherSigner(): Promise<void> {
	try {
		await requireSigner()
	} catch (error) {
		if (!(error instanceof AppError) || error.code !== 'conflict') {
			log().warn({ kind: 'start', err: error }, 'whether this process may sign checkpoints could not be told')
			return
		}
		process.stderr.write(`${error.message}\n`)
		process.exit(1)
	}
}
