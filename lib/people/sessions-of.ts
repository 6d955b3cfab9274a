import 'server-only'
import { and, desc, eq, not, type SQL, sql } from 'drizzle-orm'
import { isProven } from '#lib/auth/proven-sign-in.ts'
import { isWithinLimits } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { sessions } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import type { PersonSession, SessionEndWord } from './schemas.ts'

/** How many sessions that are over are shown. */
const pastShown = 10

type SessionRow = typeof sessions.$inferSelect

/** A person's open sessions, newest first, and then the last ones that are over. */
export async function sessionsOf(personId: string, canBeOpen: boolean): Promise<PersonSession[]> {
	const open = canBeOpen ? isWithinLimits() : sql`false`
	const [now, past] = await Promise.all([
		read(personId, open),
		read(personId, open && not(open)).limit(pastShown),
	])
	return [...now.map((row) => view(row, true)), ...past.map((row) => view(row, false))]
}

function read(personId: string, condition: SQL | undefined) {
	return getDatabase()
		.select()
		.from(sessions)
		.where(and(eq(sessions.userId, personId), condition))
		.orderBy(desc(sessions.createdAt), desc(sessions.id))
		.$dynamic()
}

function view(row: SessionRow, isOpen: boolean): PersonSession {
	const { id, createdAt, lastSeenAt, authenticatedAt, browser, address } = row
	return {
		key: id,
		openedAt: createdAt.toISOString(),
		lastSeenAt: lastSeenAt.toISOString(),
		authenticatedAt: isProven(authenticatedAt) ? authenticatedAt.toISOString() : null,
		browser,
		address,
		endsAt: new Date(createdAt.getTime() + env().session.maxMs).toISOString(),
		ended: isOpen ? null : endOf(row),
	}
}

/** When a session was over: as somebody ended it, or as its time ran out. */
function endOf({ createdAt, lastSeenAt, endedAt, endReason }: SessionRow): PersonSession['ended'] {
	const { idleMs, maxMs } = env().session
	const ranOut = Math.min(lastSeenAt.getTime() + idleMs, createdAt.getTime() + maxMs)
	const how: SessionEndWord = endedAt ? (endReason ?? 'replaced') : 'ran_out'
	return { at: (endedAt ?? new Date(ranOut)).toISOString(), how }
}
