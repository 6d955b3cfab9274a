import 'server-only'
import { beforeAnySending } from '#lib/database-failures.ts'
import { env } from '#lib/env.ts'
import type { SessionView } from './schemas.ts'
import { type Actor, notSignedIn, readSessionId } from './session.ts'
import { findSession } from './session-store.ts'

/**
 * What the browser is told of its own session, of whose end it can warn.
 * @throws AppError `not_signed_in`
 */
export async function viewSession(actor: Actor): Promise<SessionView> {
	const sessionId = await readSessionId()
	const session = sessionId ? await beforeAnySending(() => findSession(sessionId)) : null
	if (!session) throw await notSignedIn()
	const { id, name, role, authenticatedAt } = actor
	const { idleMs, maxMs } = env().session
	const endsAt = session.signedInAt.getTime() + maxMs
	return {
		person: { id, name, role },
		idleEndsAt: new Date(Math.min(session.lastSeenAt.getTime() + idleMs, endsAt)).toISOString(),
		endsAt: new Date(endsAt).toISOString(),
		signedInAt: session.signedInAt.toISOString(),
		authenticatedAt: authenticatedAt.toISOString(),
		now: new Date().toISOString(),
	}
}
