import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Env } from '#lib/env.ts'
import { readSigningKey } from '#lib/signing-key.ts'
import { keptText } from './files.ts'

function newKey(): string {
	const { privateKey } = generateKeyPairSync('ed25519')
	return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim()
}

/**
 * Makes what signs the record's checkpoints where it is missing: a key in `DATA_DIR`, unless a key of one's own is
 * named, and a name for the record that is like no other's.
 *
 * @returns variables of the console
 * @throws AppError `invalid_input` where the key is none
 */
export function prepareCheckpointKey({ checkpoint, dataDir }: Env) {
	const kept = join(dataDir, 'checkpoint-key.pem')
	if (checkpoint.keyPath === kept) keptText(kept, newKey)
	readSigningKey(checkpoint.keyPath)
	const origin =
		checkpoint.origin ??
		keptText(join(dataDir, 'checkpoint-origin'), () => `scopekeeper.local/${randomBytes(6).toString('hex')}`)
	return { CHECKPOINT_KEY_PATH: checkpoint.keyPath, CHECKPOINT_ORIGIN: origin }
}
