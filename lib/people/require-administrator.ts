import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import { requireRecentSignIn } from '#lib/auth/require-recent-sign-in.ts'
import type { Actor } from '#lib/auth/session-store.ts'

/**
 * Refuses everyone but administrators who signed in a short while ago: who is here, and who may be, is theirs alone.
 * @throws AppError `forbidden`, `step_up_needed`
 */
export function requireAdministrator(actor: Actor): void {
	requirePermission(actor, 'manage_people')
	requireRecentSignIn(actor)
}
