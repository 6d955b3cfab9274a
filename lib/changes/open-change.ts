import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { changes, users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { utcSecond } from '#lib/utc-words.ts'
import { actorName } from './actor-name.ts'
import { openStates } from './rules.ts'
import type { ChangeState, PairView } from './schemas.ts'

interface Look extends Record<string, unknown> {
	/** The database's time before it looked. */
	at: Date
	changeId: string | null
	by: string
	since: Date
	state: ChangeState
}

const lookFor = (groupId: string, userId: string): SQL => sql`
	select now()::timestamptz(3) as at, open.*
	from (select) as always left join lateral (
		select ${changes.id} as "changeId", ${actorName} as by, ${changes.createdAt} as since, ${changes.state} as state
		from ${changes} left join ${users} on ${users.id} = ${changes.actorId}
		where ${changes.groupId} = ${groupId} and ${changes.userId} = ${userId} and ${changes.state} in ${openStates}
	) as open on true`

/** What stands open on a pair now, in one statement with the time before it looked. */
async function look(groupId: string, userId: string): Promise<{ at: Date; open: PairView['openChange'] }> {
	const { rows } = await getDatabase().execute<Look>(lookFor(groupId, userId))
	const [row] = rows
	if (!row) throw new Error('the database gave no time')
	const { changeId, by, since, state } = row
	const at = new Date(row.at)
	return { at, open: changeId ? { changeId, by, state, since: new Date(since).toISOString() } : null }
}

/** The change of a pair that is not finished, with whose it is; `null` where there is none. */
export async function findOpenChange(groupId: string, userId: string): Promise<PairView['openChange']> {
	return (await look(groupId, userId)).open
}

/**
 * Refuses where somebody is at work on the pair, saying who and since when.
 * @returns the database's time before it looked
 * @throws AppError `conflict`
 */
export async function requireNoOpenChange(groupId: string, userId: string): Promise<Date> {
	const { at, open } = await look(groupId, userId)
	if (!open) return at
	const what = open.state === 'pending' ? 'is being sent' : 'is being checked with the pod'
	throw new AppError(
		'conflict',
		`${open.by} applied a change of this assignment at ${utcSecond(new Date(open.since))}, and it ${what}. Nothing was sent; wait for it to finish.`,
	)
}
