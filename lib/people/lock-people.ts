import 'server-only'
import { asc, inArray } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import type { Transaction } from '#lib/db/client.ts'
import { users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { PersonRow } from './person-lines.ts'
import { noSuchPerson } from './read.ts'

/**
 * Locks whoever acts and whom they act on, in one order for everybody, and looks again whether the first still may:
 * of two administrators who disable each other at once, the second is refused, so that one always stays.
 * @returns the person who is acted on
 * @throws AppError `forbidden`, `not_found`
 */
export async function lockPeople(tx: Transaction, actor: Actor, personId: string): Promise<PersonRow> {
	const rows = await tx
		.select()
		.from(users)
		.where(inArray(users.id, [actor.id, personId]))
		.orderBy(asc(users.id))
		// Whoever claims a request meanwhile refers to these rows, and need not wait.
		.for('no key update')
	const self = rows.find(({ id }) => id === actor.id)
	if (!self || self.disabledAt || !can(self.role, 'manage_people')) {
		throw new AppError(
			'forbidden',
			'You are no administrator any more: somebody has disabled you, or your role was changed. Nothing was changed.',
		)
	}
	const person = rows.find(({ id }) => id === personId)
	if (!person) throw noSuchPerson()
	return person
}
