import { AppError } from '#lib/errors.ts'
import { recentSignInMinutes } from './rules.ts'
import type { Actor } from './session-store.ts'

/**
 * Refuses an actor whom the identity provider has not seen sign in for a while: what follows must be done by the person,
 * not by whoever found their screen.
 * @throws AppError `step_up_needed`
 */
export function requireRecentSignIn({ authenticatedAt }: Pick<Actor, 'authenticatedAt'>): void {
	if (Date.now() - authenticatedAt.getTime() <= recentSignInMinutes * 60_000) return
	throw new AppError(
		'step_up_needed',
		`This needs a sign-in from the last ${recentSignInMinutes} minutes. Confirm that it is you, then try again.`,
	)
}
