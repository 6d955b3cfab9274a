import 'server-only'
import { readSessionId } from './session.ts'
import { sessionKey } from './session-store.ts'

/** The name of the request's session in the database, which opens nothing; `null` where it bears none. */
export async function readSessionKey(): Promise<string | null> {
	const sessionId = await readSessionId()
	return sessionId ? sessionKey(sessionId) : null
}
