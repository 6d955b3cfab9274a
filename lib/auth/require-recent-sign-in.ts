import { AppError } from '#lib/errors.ts'
import { isProven } from './proven-sign-in.ts'
import { isRecent, recentSignInMinutes } from './rules.ts'
import type { Actor } from './session-store.ts'

type SignedIn = Pick<Actor, 'authenticatedAt'>

/** Said after a step-up that did not lead to a recent sign-in. */
export const stepUpProblem = (actor: SignedIn) =>
	isProven(actor.authenticatedAt)
		? `Your identity provider let you through without a sign-in from the last ${recentSignInMinutes} minutes. Continue, and sign in there anew; if it stays so, tell whoever operates the console.`
		: unprovenSentence

/** Whether the identity provider proved a sign-in from the last minutes. */
export function isRecentSignIn({ authenticatedAt }: SignedIn): boolean {
	return isRecent(authenticatedAt.getTime(), Date.now())
}

/** Said where a recent sign-in is needed, and none can be proven. */
const unprovenSentence =
	'The identity provider does not say when people signed in (“auth_time”), so this cannot be done. Tell whoever operates the console.'

/**
 * Refuses an actor whom the identity provider has not seen sign in for a while: what follows must be done by the person,
 * not by whoever found their screen.
 * @throws AppError `step_up_needed`
 */
export function requireRecentSignIn(actor: SignedIn): void {
	if (isRecentSignIn(actor)) return
	throw new AppError(
		'step_up_needed',
		isProven(actor.authenticatedAt)
			? `This needs a sign-in from the last ${recentSignInMinutes} minutes. Confirm that it is you, then try again.`
			: unprovenSentence,
	)
}
