import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { sessions, users } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import { endedNow, sandboxIssuer, sessionKey } from './session-store.ts'

/**
 * Ends a session, and records it, at once for every later request.
 * @returns whether a provider had opened it, and the ID token that it gave: the row holds it no longer; `null` where
 * the session was over
 */
export async function signOut(
	sessionId: string,
): Promise<{ atProvider: boolean; idToken: string | null } | null> {
	const id = sessionKey(sessionId)
	return getDatabase().transaction(async (tx) => {
		// The token goes with the end, so it is read before, under the lock of the row that ends.
		const [open] = await tx
			.select({ idToken: sessions.idToken, userId: sessions.userId })
			.from(sessions)
			.where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
			.for('update')
		if (!open) return null
		await tx.update(sessions).set(endedNow('signed_out')).where(eq(sessions.id, id))
		const [person] = await tx.select().from(users).where(eq(users.id, open.userId))
		if (!person) throw new Error('a session has a person')
		await appendEntries(tx, [
			{
				action: 'person.signed_out',
				actor: who(person),
				source: 'sign_in',
				details: { by: byOf(person), name: person.name },
			},
		])
		return { atProvider: person.issuer !== sandboxIssuer, idToken: open.idToken }
	})
}
