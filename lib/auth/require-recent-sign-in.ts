import { AppError } from '#lib/errors.ts'
import { unprovenSignIn } from './proven-sign-in.ts'
import { recentSignInMinutes } from './rules.ts'
import type { Actor } from './session-store.ts'

type SignedIn = Pick<Actor, 'authenticatedAt'>

/** Said after a step-up that did not lead to a recent sign-in. */
export const stepUpProblem = (actor: SignedIn) =>
	isSignInProven(actor)
		? `Your identity provider let you through without a sign-in from the last ${recentSignInMinutes} minutes. Continue, and sign in there anew; if it stays so, tell whoever operates the console.`
		: unprovenSentence

/** Whether the identity provider proved a sign-in from the last minutes. */
export function isRecentSignIn({ authenticatedAt }: SignedIn): boolean {
	return Date.now() - authenticatedAt.getTime() <= recentSignInMinutes * 60_000
}

/** Whether the provider says at all when people signed in; where it does not, nobody's sign-in is ever recent. */
function isSignInProven({ authenticatedAt }: SignedIn): boolean {
	return authenticatedAt.getTime() !== unprovenSignIn.getTime()
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
		isSignInProven(actor)
			? `This needs a sign-in from the last ${recentSignInMinutes} minutes. Confirm that it is you, then try again.`
			: unprovenSentence,
	)
}
