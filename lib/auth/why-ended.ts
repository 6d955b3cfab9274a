import 'server-only'
import { eq } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { sessions, users } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import { sessionKey } from './session-store.ts'

const usual = 'Your session has ended. Sign in again to go on.'

/** Why the session that a cookie carries is none any more, in a sentence for whoever bears that cookie. */
export async function whyEnded(sessionId: string | null): Promise<string> {
	if (sessionId === null) return usual
	const [row] = await getDatabase()
		.select({ session: sessions, disabledAt: users.disabledAt })
		.from(sessions)
		.innerJoin(users, eq(users.id, sessions.userId))
		.where(eq(sessions.id, sessionKey(sessionId)))
	if (!row) return usual
	if (row.disabledAt)
		return 'An administrator has disabled your access. To get it back, ask an administrator.'
	const { endedAt, endReason, createdAt } = row.session
	if (endReason === 'ended_by_administrator')
		return 'An administrator has ended your session. Sign in again to go on.'
	if (endReason === 'role_lost')
		return 'Your session has ended: the identity provider gives you no role here any more.'
	if (endReason === 'role_changed')
		return 'Your session has ended: you were given another role at a sign-in elsewhere. Sign in again to go on.'
	if (endReason === 'signed_out') return 'You have signed out. Sign in again to go on.'
	if (endedAt) return usual
	const { idleMs, maxMs } = env().session
	if (createdAt.getTime() + maxMs <= Date.now())
		return `Your session has ended: it lasts ${span(maxMs)} at most. Sign in again to go on.`
	return `Your session has ended: nothing was done in it for ${span(idleMs)}. Sign in again to go on.`
}

/** A limit in words, as it is configured: in hours where they come out even. */
function span(ms: number): string {
	const minutes = ms / 60_000
	const [count, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute']
	return `${count} ${unit}${count === 1 ? '' : 's'}`
}
