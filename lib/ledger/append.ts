import 'server-only'
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Executor } from '#lib/db/client.ts'
import type { Entry } from './schemas.ts'
import { sealEntry } from './seal.ts'

/** The call of the one function that writes the record: a row (seq, time) per entry, in their order. */
function callAppend(entries: readonly Entry[]): SQL {
	const sealed = entries.map(sealEntry)
	const column = (name: 'body' | 'salt' | 'details') => sql.param(sealed.map((entry) => entry[name]))
	return sql`public.append(${column('body')}::text[], ${column('salt')}::bytea[], ${column('details')}::text[])`
}

function readSequences(rows: Record<string, unknown>[]): number[] {
	return rows.map((row) => Number(row.seq))
}

/**
 * Appends entries to the record, as the last statement of the transaction that they belong to: every other append
 * waits from here to its end, so no row is locked after this and nothing is awaited but the commit.
 *
 * @returns their sequences (from 1), in the order given; an empty list appends nothing
 */
export async function appendEntries(tx: Executor, entries: readonly Entry[]): Promise<number[]> {
	if (entries.length === 0) return []
	const { rows } = await tx.execute(sql`select seq from ${callAppend(entries)}`)
	return readSequences(rows)
}

/**
 * Moves one row and appends the entry that says so, in one statement, which may stand outside a transaction:
 * whoever finds the row already moved appends nothing.
 *
 * @param update an UPDATE of at most one row with a RETURNING clause, such as
 * `db.update(changes).set(…).where(…).returning({ id: changes.id })`
 * @returns the entry's sequence, or `null` where no row moved
 */
export async function appendWhen(tx: Executor, update: SQLWrapper, entry: Entry): Promise<number | null> {
	// `append` stands in the select list: in FROM it could run before it is known that a row moved.
	const { rows } = await tx.execute(sql`
		with moved as (${update.getSQL()})
		select (appended.entry).seq from (select ${callAppend([entry])} as entry from moved) as appended`)
	return readSequences(rows)[0] ?? null
}

/**
 * Sequence of the newest entry of the row of `changes` that a query selects from, under that name; `null` where
 * there is none. One index look-up a row.
 */
export const newestSequence: SQL<number | null> = sql`
	(select max(entries.seq) from public.entries where entries.change_id = changes.id::text)`.mapWith(Number)
