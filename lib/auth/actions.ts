'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { sessionCookieName } from './config.ts'
import { readSessionId } from './session.ts'
import { endSession } from './session-store.ts'

/** Ends the session in the database, drops its cookie and leads to the sign-in page. */
export async function signOutAction(): Promise<void> {
	const sessionId = await readSessionId()
	if (sessionId) await endSession(sessionId)
	;(await cookies()).delete(sessionCookieName())
	redirect('/sign-in?signedOut=1')
}
