import 'server-only'
import { eq } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { sessions } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { parseInput } from '#lib/parse-input.ts'
import { endRows } from './end-rows.ts'
import { lockPeople } from './lock-people.ts'
import { personEntry } from './person-entry.ts'
import { recordingPersonRefusals } from './recording-refusals.ts'
import { requireAdministrator } from './require-administrator.ts'
import { type Ended, endSessionsSchema } from './schemas.ts'

/**
 * Ends one session of a person, or all of them: they are refused with their next request, and can sign in again.
 * `input` is an `endSessionsSchema`.
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`, `not_found`; `conflict` where none was open
 */
export async function endSessions(actor: Actor, input: unknown): Promise<Ended> {
	return recordingPersonRefusals(actor, async (tellPerson) => {
		requireAdministrator(actor)
		const { personId, sessionKey } = parseInput(endSessionsSchema, input)
		return getDatabase().transaction(async (tx) => {
			const person = tellPerson(await lockPeople(tx, actor, personId))
			const which = sessionKey === null ? undefined : eq(sessions.id, sessionKey)
			const count = await endRows(tx, personId, 'ended_by_administrator', which)
			if (count === 0) throw new AppError('conflict', nothingOpen(sessionKey))
			await appendEntries(tx, [
				personEntry(actor, person, { action: 'person.sessions_ended', count, details: {} }),
			])
			return { sessions: count, claims: 0 }
		})
	})
}

const nothingOpen = (sessionKey: string | null) =>
	sessionKey === null
		? 'None of their sessions is open any more. Nothing was changed.'
		: 'This session is not open any more. Nothing was changed.'
