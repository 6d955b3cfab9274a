import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { parseInput } from '#lib/parse-input.ts'
import { releaseClaimsOf } from '#lib/requests/release-claims-of.ts'
import { endRows } from './end-rows.ts'
import { lockPeople } from './lock-people.ts'
import { personEntry } from './person-entry.ts'
import { recordingPersonRefusals } from './recording-refusals.ts'
import { requireAdministrator } from './require-administrator.ts'
import { type Ended, personReasonSchema } from './schemas.ts'

/**
 * Shuts somebody out: their sessions end, they are refused with their next request, and cannot sign in. What they had
 * claimed is free for others again; what they asked for, and approvals that they gave, stand. Nobody disables
 * themselves, so an administrator is always left. `input` is a `personReasonSchema`.
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`, `not_found`; `conflict` where they are disabled
 */
export async function disablePerson(actor: Actor, input: unknown): Promise<Ended> {
	return recordingPersonRefusals(actor, async (tellPerson) => {
		requireAdministrator(actor)
		const { personId, reason } = parseInput(personReasonSchema, input)
		return getDatabase().transaction(async (tx) => {
			const person = tellPerson(await lockPeople(tx, actor, personId))
			if (personId === actor.id) throw new AppError('forbidden', notOneself)
			const disabled = await tx
				.update(users)
				.set({ disabledAt: sql`now()`, disabledBy: actor.id })
				.where(and(eq(users.id, personId), isNull(users.disabledAt)))
				.returning({ id: users.id })
			if (disabled.length === 0) throw new AppError('conflict', already)
			const count = await endRows(tx, personId, 'person_disabled')
			const released = await releaseClaimsOf(tx, actor, personId)
			const claims = released.length
			const entry = { action: 'person.disabled', count, details: { reason, claims } } as const
			await appendEntries(tx, [personEntry(actor, person, entry), ...released])
			return { sessions: count, claims }
		})
	})
}

const notOneself = 'Nobody disables themselves. Ask another administrator; nothing was changed.'
const already = 'This person is disabled already. Nothing was changed.'
