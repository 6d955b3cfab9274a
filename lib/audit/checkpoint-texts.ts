import 'server-only'
import type { OperatorHeaders } from '#lib/auth/operator.ts'
import { requireActorOrOperator } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'
import { readNewestCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { readVerifierKeys } from '#lib/ledger/verifier-keys.ts'

/**
 * The newest signed note, for any signed-in person and whoever bears `OPS_TOKEN`.
 * @throws AppError `not_signed_in`, `not_found` before the first one
 */
export async function readCheckpointNote(headers: OperatorHeaders): Promise<string> {
	await requireActorOrOperator(headers)
	const newest = await readNewestCheckpoint()
	if (newest) return newest.note
	throw new AppError(
		'not_found',
		'No checkpoint has been signed yet. The first is a few seconds after the start.',
	)
}

/**
 * The public keys that checkpoints are checked with, one a line, oldest first; for the same people.
 * @throws AppError `not_signed_in`
 */
export async function readKeyList(headers: OperatorHeaders): Promise<string> {
	await requireActorOrOperator(headers)
	return (await readVerifierKeys()).map((key) => `${key}\n`).join('')
}
