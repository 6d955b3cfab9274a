import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import type { PersonSession } from './schemas.ts'
import { sessionsOf } from './sessions-of.ts'

/** A person's own open sessions, newest first, and the last ones that are over. */
export async function listOwnSessions({ id }: Actor): Promise<PersonSession[]> {
	return sessionsOf(id, true)
}
