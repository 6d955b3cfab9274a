import { type SQL, sql } from 'drizzle-orm'
import { openStates } from '#lib/changes/rules.ts'
import type { Database } from '#lib/db/client.ts'
import { openRequestStates } from '#lib/requests/rules.ts'

/** How much there is to erase of each. */
export interface Erasable {
	entries: number
	changes: number
	requests: number
	comments: number
	/** Ends of assignments. */
	ends: number
}

/** Entries of a change or request that is still open stay: whoever decides on it has to read them. */
export const erasableEntries = (before: Date) => sql`
	time < ${before.toISOString()}::timestamptz and (salt is not null or details is not null)
	and (change_id is null or change_id not in (select id::text from changes where state in ${openStates}))
	and (request_id is null or request_id not in (select id from requests where state in ${openRequestStates}))`

export const erasableChanges = (before: Date) => sql`
	created_at < ${before.toISOString()}::timestamptz and settled_at < ${before.toISOString()}::timestamptz
	and state not in ${openStates} and erased_at is null`

const closedRequests = (before: Date) => sql`
	closed_at < ${before.toISOString()}::timestamptz and state not in ${openRequestStates}`

export const erasableRequests = (before: Date) => sql`${closedRequests(before)} and erased_at is null`

export const erasableComments = (before: Date) => sql`
	created_at < ${before.toISOString()}::timestamptz and text <> ''
	and request_id in (select id from requests where ${closedRequests(before)})`

/** An end that is still to come keeps the names by which it is shown. */
export const erasableEnds = (before: Date) => sql`
	closed_at < ${before.toISOString()}::timestamptz
	and (group_name is not null or user_name is not null or problem is not null)`

async function count(db: Database, table: SQL, where: SQL): Promise<number> {
	const { rows } = await db.execute<{ count: string }>(sql`select count(*) from ${table} where ${where}`)
	return Number(rows[0]?.count)
}

export const isNothing = (erasable: Erasable) => Object.values(erasable).every((amount) => amount === 0)

/** What `eraseBefore` would erase now. */
export async function countErasable(db: Database, before: Date): Promise<Erasable> {
	return {
		entries: await count(db, sql`entries`, erasableEntries(before)),
		changes: await count(db, sql`changes`, erasableChanges(before)),
		requests: await count(db, sql`requests`, erasableRequests(before)),
		comments: await count(db, sql`request_comments`, erasableComments(before)),
		ends: await count(db, sql`schedules`, erasableEnds(before)),
	}
}
