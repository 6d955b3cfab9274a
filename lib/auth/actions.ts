'use server'

import { redirect } from 'next/navigation'
import { type ActionResult, runAction } from '#lib/action.ts'
import { leaveThisBrowser } from './leave.ts'
import type { SessionView } from './schemas.ts'
import { dropCookie } from './sealed-cookie.ts'
import { readSessionId, requireViewer } from './session.ts'
import { sessionCookieName } from './session-cookie.ts'
import { viewSession } from './view-session.ts'

/**
 * Ends the session here and, where it offers that, at the identity provider; leads to the sign-in page, or, where it was
 * refused, back to where the person still is.
 */
export async function signOutAction(): Promise<void> {
	const left = await runAction('session.sign_out', async () => {
		const goTo = await leaveThisBrowser(await readSessionId())
		await dropCookie(sessionCookieName())
		return goTo
	})
	redirect(left.ok ? left.data : '/sign-in')
}

/** Says that the person is there, so that the session goes on; gives how long it does. */
export async function stayAction(viewer: unknown): Promise<ActionResult<SessionView>> {
	return runAction('session.stay', async () => viewSession(await requireViewer(viewer)))
}
