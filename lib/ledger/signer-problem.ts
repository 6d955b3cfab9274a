import { parseVerifierKey } from './checkpoint.ts'
import type { CheckpointSigner } from './checkpoint-key.ts'

/**
 * Why this process may not sign for the record, in words; else `null`. A record has one name, and one key at a time:
 * instances that differ would sign in turns, and who checks their checkpoints could not tell that from a theft.
 *
 * @param used the public half of every key that ever signed, oldest first
 */
export function findSignerProblem(
	signer: Pick<CheckpointSigner, 'name' | 'verifierKey'>,
	used: readonly string[],
): string | null {
	const newest = used.at(-1)
	if (newest === undefined || newest === signer.verifierKey) return null
	const name = parseVerifierKey(newest)?.name
	if (name !== signer.name) {
		return `This record is signed under the name “${name}”, and CHECKPOINT_ORIGIN says “${signer.name}”: set CHECKPOINT_ORIGIN to the record’s name, for every instance.`
	}
	if (!used.includes(signer.verifierKey)) return null
	return 'This record is signed by a newer key by now, and the one of CHECKPOINT_KEY_PATH was replaced: give every instance the newer key, or a new one.'
}
