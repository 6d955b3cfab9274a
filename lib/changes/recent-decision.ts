import { requireRecentSignIn } from '#lib/auth/require-recent-sign-in.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { env } from '#lib/env.ts'

/**
 * Refuses a decision by someone who has not signed in for a while, where a second person's word is what a change rests
 * on: under `APPROVALS=second` and `two`.
 * @throws AppError `step_up_needed`
 */
export function requireRecentDecider(actor: Actor): void {
	if (env().approvals !== 'direct') requireRecentSignIn(actor)
}
