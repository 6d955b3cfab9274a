import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { parseInput } from '#lib/parse-input.ts'
import { lockPeople } from './lock-people.ts'
import { personEntry } from './person-entry.ts'
import { recordingPersonRefusals } from './recording-refusals.ts'
import { requireAdministrator } from './require-administrator.ts'
import { personReasonSchema } from './schemas.ts'

/**
 * Lets somebody in again who was disabled: they sign in anew, with whatever role the identity provider gives then.
 * `input` is a `personReasonSchema`.
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`, `not_found`; `conflict` where they are not disabled
 */
export async function enablePerson(actor: Actor, input: unknown): Promise<void> {
	return recordingPersonRefusals(actor, async (tellPerson) => {
		requireAdministrator(actor)
		const { personId, reason } = parseInput(personReasonSchema, input)
		await getDatabase().transaction(async (tx) => {
			const person = tellPerson(await lockPeople(tx, actor, personId))
			const enabled = await tx
				.update(users)
				.set({ disabledAt: null, disabledBy: null })
				.where(and(eq(users.id, personId), isNotNull(users.disabledAt)))
				.returning({ id: users.id })
			if (enabled.length === 0) throw new AppError('conflict', already)
			await appendEntries(tx, [personEntry(actor, person, { action: 'person.enabled', details: { reason } })])
		})
	})
}

const already = 'This person is not disabled any more. Nothing was changed.'
