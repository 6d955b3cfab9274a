import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#lib/db/client.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import {
	countErasable,
	type Erasable,
	erasableChanges,
	erasableComments,
	erasableEnds,
	erasableEntries,
	erasableRequests,
	isNothing,
} from './erasable.ts'

const defaultBatchSize = 5_000

/**
 * Repeats an update, each batch in a transaction of its own, until nothing is left.
 *
 * @param update of the rows whose key comes after `last`, one batch of them in the key's order, returning the keys
 * @param first comes before every key
 * @param also what is updated with each batch, whose keys are in `updated`
 */
async function inBatches(
	db: Database,
	first: string,
	update: (last: string) => SQL,
	also: SQL = sql``,
): Promise<number> {
	let done = 0
	let last = first
	for (;;) {
		const { rows } = await db.execute<{ key: string }>(
			sql`with updated as (${update(last)}) ${also} select key::text from updated order by updated.key desc`,
		)
		const [newest] = rows
		if (!newest) return done
		last = newest.key
		done += rows.length
	}
}

/**
 * Erases names, reasons, tickets, words and the pod's from the record before a moment, and from the changes, requests
 * and ends that were finished by then. First it is recorded that this was done, by whom and of how much; what stays is
 * every entry's own text, so every proof still holds. Broken off, it is gone on with by being run again.
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
	if (isNothing(erasable)) return erasable
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
	return {
		entries: await eraseEntries(db, before, batchSize),
		changes: await eraseChanges(db, before, batchSize),
		requests: await eraseRequests(db, before, batchSize),
		comments: await eraseComments(db, before, batchSize),
		ends: await eraseEnds(db, before, batchSize),
	}
}

const leastUuid = '00000000-0000-0000-0000-000000000000'

function eraseEntries(db: Database, before: Date, batchSize: number): Promise<number> {
	return inBatches(
		db,
		'0',
		(last) => sql`update entries set salt = null, details = null where seq in (
			select seq from entries where seq > ${last} and ${erasableEntries(before)} order by seq limit ${batchSize})
			returning seq as key`,
	)
}

function eraseChanges(db: Database, before: Date, batchSize: number): Promise<number> {
	return inBatches(
		db,
		leastUuid,
		(
			last,
		) => sql`update changes set reason = '', ticket = null, group_name = null, user_name = null, warnings = '[]',
			assignment = null, problem = null, check_problem = null, erased_at = now()
			where id in (
				select id from changes where id > ${last} and ${erasableChanges(before)} order by id limit ${batchSize})
			returning id as key`,
	)
}

/** The notes of its approvals go with a request: nobody approves what is closed. */
function eraseRequests(db: Database, before: Date, batchSize: number): Promise<number> {
	return inBatches(
		db,
		'0',
		(
			last,
		) => sql`update requests set reason = '', ticket = null, note = null, group_name = null, user_name = null,
			warnings = '[]', erased_at = now()
			where id in (
				select id from requests where id > ${last} and ${erasableRequests(before)} order by id limit ${batchSize})
			returning id as key`,
		sql`, noted as (update approvals set note = null where request_id in (select key from updated))`,
	)
}

function eraseComments(db: Database, before: Date, batchSize: number): Promise<number> {
	return inBatches(
		db,
		leastUuid,
		(last) => sql`update request_comments set text = '' where id in (
			select id from request_comments where id > ${last} and ${erasableComments(before)} order by id limit ${batchSize})
			returning id as key`,
	)
}

function eraseEnds(db: Database, before: Date, batchSize: number): Promise<number> {
	return inBatches(
		db,
		leastUuid,
		(last) => sql`update schedules set group_name = null, user_name = null, problem = null where id in (
			select id from schedules where id > ${last} and ${erasableEnds(before)} order by id limit ${batchSize})
			returning id as key`,
	)
}
