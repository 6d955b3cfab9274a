import 'server-only'
import { eq, ne } from 'drizzle-orm'
import { requireRecentSignIn } from '#lib/auth/require-recent-sign-in.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { sessions } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import { parseInput } from '#lib/parse-input.ts'
import { endRows } from './end-rows.ts'
import { type Ended, endOwnSessionsSchema } from './schemas.ts'

/**
 * Ends one of a person's own sessions, or all but the one that asks. `input` is an `endOwnSessionsSchema`.
 * @param ownKey the session that asks, which is ended by signing out
 * @throws AppError `step_up_needed`, `invalid_input`; `conflict` where none was open
 */
export async function endOwnSessions(actor: Actor, ownKey: string | null, input: unknown): Promise<Ended> {
	requireRecentSignIn(actor)
	const { sessionKey } = parseInput(endOwnSessionsSchema, input)
	return getDatabase().transaction(async (tx) => {
		const which = sessionKey === null ? ne(sessions.id, ownKey ?? '') : eq(sessions.id, sessionKey)
		const count = await endRows(tx, actor.id, 'signed_out', which)
		if (count === 0) throw new AppError('conflict', 'Nothing of it is open any more. Nothing was changed.')
		await appendEntries(tx, [
			{
				action: 'person.sessions_ended',
				actor: who(actor),
				person: who(actor),
				source: 'account_page',
				count,
				details: { by: byOf(actor) },
			},
		])
		return { sessions: count, claims: 0 }
	})
}
