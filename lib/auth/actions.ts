'use server'

import { redirect } from 'next/navigation'
import { type ActionResult, runAction } from '#lib/action.ts'
import { leaveThisBrowser } from './leave.ts'
import type { SessionView } from './schemas.ts'
import { dropCookie } from './sealed-cookie.ts'
import { readSessionId, requireActor } from './session.ts'
import { sessionCookieName } from './session-cookie.ts'
import { viewSession } from './view-session.ts'

/** Ends the session here and, where it offers that, at the identity provider; leads to the sign-in page. */
export async function signOutAction(): Promise<void> {
	const goTo = await leaveThisBrowser(await readSessionId())
	await dropCookie(sessionCookieName())
	redirect(goTo)
}

/** Says that the person is there, so that the session goes on; gives how long it does. */
export async function stayAction(): Promise<ActionResult<SessionView>> {
	return runAction('session.stay', async () => viewSession(await requireActor()))
}
