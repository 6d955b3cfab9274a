import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { OpenRequestNote } from './schemas.ts'

/** What is asked for a pair and not ended. `input` is a `pairSchema`. */
export async function listOpenOfPair(_actor: Actor, _input: unknown): Promise<OpenRequestNote[]> {
	throw new AppError('internal', 'Not there yet.')
}
