import 'server-only'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { type CheckpointSigner, readCheckpointSigner } from './checkpoint-key.ts'
import { findSignerProblem } from './signer-problem.ts'
import { readVerifierKeys } from './verifier-keys.ts'

/**
 * @param used the public half of every key that ever signed, oldest first
 * @throws AppError `conflict` where this process may not sign; `internal` where it has no key
 */
export function requireSigner(used: readonly string[]): CheckpointSigner {
	const signer = readCheckpointSigner()
	const problem = findSignerProblem(signer, used)
	if (problem) throw new AppError('conflict', problem)
	return signer
}

/**
 * Ends a process that starts with a name or key that contradict what the database has, with one sentence: it would
 * never sign. A key that is missing, or a database that is away, is said elsewhere and stops no start.
 */
export async function refuseOtherSigner(): Promise<void> {
	try {
		requireSigner(await readVerifierKeys())
	} catch (error) {
		if (!(error instanceof AppError) || error.code !== 'conflict') {
			log().warn({ kind: 'start', err: error }, 'whether this process may sign checkpoints could not be told')
			return
		}
		process.stderr.write(`${error.message}\n`)
		process.exit(1)
	}
}
