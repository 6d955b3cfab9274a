import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/client.ts'
import { sessions } from '#lib/db/schema.ts'
import { who } from '#lib/ledger/entry-person.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import type { Account } from './account-from-claims.ts'
import { endedNow, isWithinLimits } from './session-store.ts'

/** What a sign-in can tell of a role that no session may go on under. */
const hows = {
	role_lost: 'The identity provider gave them no role any more.',
	role_changed: 'The identity provider gave them another role.',
}

/**
 * Ends a person's sessions because of what a sign-in told of their role; the entry tells of those that were open. What
 * had run out is closed with them, so that longer limits do not bring it back under the new role.
 * @returns the entries to append in the same transaction
 */
export async function endEverySession(
	tx: Transaction,
	userId: string,
	account: Account,
	why: keyof typeof hows,
): Promise<Entry[]> {
	const ended = await tx
		.update(sessions)
		.set({ ...endedNow(null), endReason: sql`case when ${isWithinLimits()} then ${why} end` })
		.where(and(eq(sessions.userId, userId), isNull(sessions.endedAt)))
		.returning({ reason: sessions.endReason })
	const count = ended.filter(({ reason }) => reason !== null).length
	if (count === 0) return []
	const { name, email, username } = account
	return [
		{
			action: 'person.sessions_ended',
			actor: null,
			person: who(account),
			source: 'sign_in',
			count,
			details: { name, email, username, how: hows[why] },
		},
	]
}
