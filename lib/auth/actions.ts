'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { sessionCookieAttributes, sessionCookieName } from './config.ts'
import { readSessionId } from './session.ts'
import { endSession } from './session-store.ts'

/** Ends the session in the database, drops its cookie and leads to the sign-in page. */
export async function signOutAction(): Promise<void> {
	const sessionId = await readSessionId()
	if (sessionId)
		await endSession(sessionId)
		// A browser takes a `__Secure-` name back only with the attributes that it was given with.
	;(await cookies()).set(sessionCookieName(), '', { ...sessionCookieAttributes(), maxAge: 0 })
	redirect('/sign-in?signedOut=1')
}
