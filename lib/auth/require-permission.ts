import { AppError } from '#lib/errors.ts'
import { can, type Verb } from './permissions.ts'
import type { Actor } from './session-store.ts'

/**
 * Refuses an actor whose role does not allow a verb.
 * @throws AppError `forbidden`
 */
export function requirePermission(actor: Actor, verb: Verb): void {
	if (can(actor.role, verb)) return
	throw new AppError(
		'forbidden',
		'Your role does not allow this. Ask a compliance officer or an administrator.',
	)
}
