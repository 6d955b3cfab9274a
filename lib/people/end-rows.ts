import 'server-only'
import { and, eq, type SQL } from 'drizzle-orm'
import { endedNow, isWithinLimits, type SessionEnd } from '#lib/auth/session-store.ts'
import type { Transaction } from '#lib/db/client.ts'
import { sessions } from '#lib/db/schema.ts'

/** Ends the sessions of a person that are open, or one of them. @returns how many */
export async function endRows(
	tx: Transaction,
	personId: string,
	reason: SessionEnd,
	which?: SQL,
): Promise<number> {
	const ended = await tx
		.update(sessions)
		.set(endedNow(reason))
		.where(and(eq(sessions.userId, personId), isWithinLimits(), which))
		.returning({ id: sessions.id })
	return ended.length
}
