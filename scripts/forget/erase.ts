import { type SQL, sql } from 'drizzle-orm'
import { openStates } from '#lib/changes/rules.ts'
import type { Database } from '#lib/db/client.ts'
import { appendEntries } from '#lib/ledger/append.ts'

/** How much there is to erase. */
export interface Erasable {
	entries: number
	changes: number
}

const defaultBatchSize = 5_000

/** Entries of a change that is still open stay: whoever decides on it has to read them. */
const erasableEntries = (before: Date) => sql`
	time < ${before.toISOString()}::timestamptz and (salt is not null or details is not null)
	and (change_id is null or change_id not in (select id::text from changes where state in ${openStates}))`

const erasableChanges = (before: Date) => sql`
	created_at < ${before.toISOString()}::timestamptz and settled_at < ${before.toISOString()}::timestamptz
	and state not in ${openStates} and erased_at is null`

async function count(db: Database, table: SQL, where: SQL): Promise<number> {
	const { rows } = await db.execute<{ count: string }>(sql`select count(*) from ${table} where ${where}`)
	return Number(rows[0]?.count)
}

/** What `eraseBefore` would erase now. */
export async function countErasable(db: Database, before: Date): Promise<Erasable> {
	return {
		entries: await count(db, sql`entries`, erasableEntries(before)),
		changes: await count(db, sql`changes`, erasableChanges(before)),
	}
}

/**
 * Repeats an update, each batch in a transaction of its own, until nothing is left.
 *
 * @param update of the rows whose key comes after `last`, one batch of them in the key's order, returning the keys
 * @param first comes before every key
 */
async function inBatches(db: Database, first: string, update: (last: string) => SQL): Promise<number> {
	let done = 0
	let last = first
	for (;;) {
		const { rows } = await db.execute<{ key: string }>(
			sql`with updated as (${update(last)}) select key::text from updated order by updated.key desc`,
		)
		const [newest] = rows
		if (!newest) return done
		last = newest.key
		done += rows.length
	}
}

/**
 * Erases names, reasons, tickets and the pod's words from the record before a moment, and from the changes that were
 * finished by then. First it is recorded that this was done, by whom and of how much; what stays is every entry's own
 * text, so every proof still holds. Broken off, it is gone on with by being run again.
 *
 * @param db as the owner
 * @param by operating system's name of whoever does it
 * @returns what was erased; where there is nothing, nothing is recorded either
 */
export async function eraseBefore(
	db: Database,
	before: Date,
	by: string,
	batchSize = defaultBatchSize,
): Promise<Erasable> {
	const erasable = await countErasable(db, before)
	if (erasable.entries + erasable.changes === 0) return erasable
	await appendEntries(db, [
		{
			action: 'record.erased',
			actor: null,
			source: 'command_line',
			before: before.toISOString(),
			count: erasable.entries,
			details: { by },
		},
	])
	const entries = await inBatches(
		db,
		'0',
		(last) => sql`update entries set salt = null, details = null where seq in (
			select seq from entries where seq > ${last} and ${erasableEntries(before)} order by seq limit ${batchSize})
			returning seq as key`,
	)
	const changes = await inBatches(
		db,
		'00000000-0000-0000-0000-000000000000',
		(
			last,
		) => sql`update changes set reason = '', ticket = null, group_name = null, user_name = null, warnings = '[]',
			assignment = null, problem = null, check_problem = null, erased_at = now()
			where id in (
				select id from changes where id > ${last} and ${erasableChanges(before)} order by id limit ${batchSize})
			returning id as key`,
	)
	return { entries, changes }
}
