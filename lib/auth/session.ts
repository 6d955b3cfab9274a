import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { beforeAnySending } from '#lib/database-failures.ts'
import { AppError } from '#lib/errors.ts'
import { noteActor } from '#lib/request-scope.ts'
import { forPage } from './for-page.ts'
import { bearsOpsToken, type OperatorHeaders } from './operator.ts'
import { isRecentSignIn } from './require-recent-sign-in.ts'
import { unseal } from './sealed-cookie.ts'
import { sessionCookieName } from './session-cookie.ts'
import { type Actor, findSession, touchSession } from './session-store.ts'
import { whyEnded } from './why-ended.ts'

export type { Actor } from './session-store.ts'

/** The session id that the request's cookie carries; `null` where there is none, or it is forged or expired. */
export async function readSessionId(): Promise<string | null> {
	const payload = await unseal((await cookies()).get(sessionCookieName())?.value)
	return typeof payload?.sessionId === 'string' ? payload.sessionId : null
}

/** Why nobody is signed in any more, in a sentence for the sign-in page; `null` for who comes without a session. */
export async function findWhyEnded(): Promise<string | null> {
	const sessionId = await readSessionId()
	return sessionId === null ? null : forPage(() => whyEnded(sessionId))
}

/** The refusal of a request that no open session stands behind: it says what became of the session. */
export const notSignedIn = async () =>
	new AppError('not_signed_in', await beforeAnySending(async () => whyEnded(await readSessionId())))

const currentActor = cache(async () => {
	const sessionId = await readSessionId()
	const session = sessionId ? await beforeAnySending(() => findSession(sessionId)) : null
	return sessionId && session ? { ...session, sessionId } : null
})

/**
 * The signed-in person, read from session and person rows on every request.
 * @param options.poll true for a request that the screen makes by itself: it keeps no session alive
 * @throws AppError `not_signed_in`
 */
export async function requireActor(options: { poll?: boolean } = {}): Promise<Actor> {
	const current = await currentActor()
	if (!current) throw await notSignedIn()
	noteActor(current.actor.subject)
	if (!options.poll && current.isToTouch) await beforeAnySending(() => touchSession(current.sessionId))
	return current.actor
}

const otherPersonSentence =
	'Somebody else is signed in in this browser now, so nothing was done. Load the page anew to go on.'

/**
 * The signed-in person, for an action: only what was pressed on a page of theirs is done in their name.
 * @param viewer UUID of the person whose page it was pressed on; nothing where a program calls, which has no page
 * @throws AppError `not_signed_in`, `other_person`
 */
export async function requireViewer(viewer: unknown): Promise<Actor> {
	const current = await currentActor()
	if (current && (viewer ?? current.actor.id) !== current.actor.id) {
		noteActor(current.actor.subject)
		throw new AppError('other_person', otherPersonSentence)
	}
	return requireActor()
}

/** The signed-in person, for a page: whoever is not signed in is led to the sign-in page and back. */
export async function requirePageActor(returnTo: string): Promise<Actor> {
	const current = await forPage(currentActor)
	if (!current) redirect(`/sign-in?callbackUrl=${encodeURIComponent(returnTo)}`)
	if (current.isToTouch) await forPage(() => touchSession(current.sessionId))
	return current.actor
}

/**
 * The same for a page that asks for a recent sign-in: whoever has none confirms that it is them first, and comes back.
 */
export async function requireRecentPageActor(returnTo: string): Promise<Actor> {
	const actor = await requirePageActor(returnTo)
	if (!isRecentSignIn(actor)) redirect(`/sign-in?again=1&callbackUrl=${encodeURIComponent(returnTo)}`)
	return actor
}

/** The signed-in person, for a page that is open to all; `null` where nobody is. It keeps no session alive. */
export async function findPageActor(): Promise<Actor | null> {
	return (await forPage(currentActor))?.actor ?? null
}

/**
 * Refuses everyone but signed-in people and whoever bears `OPS_TOKEN`.
 * @throws AppError `not_signed_in`
 */
export async function requireActorOrOperator(headers: OperatorHeaders): Promise<void> {
	if (!bearsOpsToken(headers)) await requireActor()
}
