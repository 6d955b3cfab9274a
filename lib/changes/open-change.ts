import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { changes, users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { openStates } from './rules.ts'
import type { PairView } from './schemas.ts'

/** The change of a pair that is not finished, with whose it is; `null` where there is none. */
export async function findOpenChange(groupId: string, userId: string): Promise<PairView['openChange']> {
	const [open] = await getDatabase()
		.select({ changeId: changes.id, by: users.name, since: changes.createdAt, state: changes.state })
		.from(changes)
		.innerJoin(users, eq(users.id, changes.actorId))
		.where(and(eq(changes.groupId, groupId), eq(changes.userId, userId), inArray(changes.state, openStates)))
	return open ? { ...open, since: open.since.toISOString() } : null
}

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })

/**
 * Refuses where somebody is at work on the pair, saying who and since when.
 * @returns the database's time before it looked
 * @throws AppError `conflict`
 */
export async function requireNoOpenChange(groupId: string, userId: string): Promise<Date> {
	const { rows } = await getDatabase().execute<{ at: Date }>(sql`select now()::timestamptz(3) as at`)
	const open = await findOpenChange(groupId, userId)
	if (!open) return new Date(rows[0]?.at ?? 0)
	const what = open.state === 'pending' ? 'is being sent' : 'is being checked with the pod'
	throw new AppError(
		'conflict',
		`${open.by} applied a change of this assignment at ${clock.format(new Date(open.since))} UTC, and it ${what}. Nothing was sent; wait for it to finish.`,
	)
}
