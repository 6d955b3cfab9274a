import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { DecisionPair } from './schemas.ts'

/** The pair of a request. `input` is a `requestIdSchema`. */
export async function viewDecision(_actor: Actor, _input: unknown): Promise<DecisionPair> {
	throw new AppError('internal', 'Not there yet.')
}
