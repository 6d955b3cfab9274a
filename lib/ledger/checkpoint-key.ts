import 'server-only'
import { existsSync } from 'node:fs'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { readSigningKey } from '#lib/signing-key.ts'
import { formatVerifierKey, type NoteSigner } from './checkpoint.ts'

/** What signs this console's checkpoints. */
export interface CheckpointSigner extends NoteSigner {
	verifierKey: string
}

/**
 * The record's name and the key that signs for it, read anew each time, so that a key that was changed is in use
 * with the next checkpoint.
 * @throws AppError `internal` where the console was started without them, or the file has gone or is no such key
 */
export function readCheckpointSigner(): CheckpointSigner {
	const { origin, keyPath } = env().checkpoint
	if (!origin || !existsSync(keyPath)) {
		throw new AppError(
			'internal',
			`The record’s checkpoints cannot be signed: ${origin ? `the key ${keyPath} is missing` : 'the console was started without CHECKPOINT_ORIGIN'}. Start the console with \`npm start\`, which makes both, or set CHECKPOINT_ORIGIN and CHECKPOINT_KEY_PATH.`,
		)
	}
	const signer = { name: origin, privateKey: readSigningKey(keyPath) }
	return { ...signer, verifierKey: formatVerifierKey(signer) }
}
