import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { changesByDay, countedTo, entries } from '#lib/db/record-schema.ts'
import { readRecordSize } from '#lib/ledger/prove.ts'

/** Changes that began in a time, by what became of them. */
export interface Counts {
	applied: number
	unknown: number
	refused: number
}

interface CountsOfPeriod extends Counts, Record<string, unknown> {
	period: string
}

/**
 * The changes of whole days (UTC), kept as counts, since nobody waits until years of them are counted anew. The counts
 * say how many entries they are taken from; whoever reads them adds what came later. They can be thrown away: the
 * record is all that they are made of.
 */

/** By so many entries at a time the counts catch up with the record. */
const step = 50_000

/** What became of a change, by the states that its entries tell of. */
const applied = sql.raw('(was_applied and not was_unknown)')
const unknown = sql.raw('was_unknown')
const refused = sql.raw('(was_refused and not was_unknown)')

/** How the counts of the days change by the entries after `from` up to `to`. */
const movedBy = (from: SQL, to: SQL) => sql`
	select day, sum(sign * ${applied}::int) as applied, sum(sign * ${unknown}::int) as unknown,
		sum(sign * ${refused}::int) as refused
	from (select change_id, sign, coalesce(bool_or(state = 'applied'), false) as was_applied,
			coalesce(bool_or(state = 'unknown'), false) as was_unknown,
			coalesce(bool_or(state in ('refused', 'not_sent', 'not_applied')), false) as was_refused
		from (select distinct change_id from ${entries} where seq > ${from} and seq <= ${to}
			and not begins and state is not null) as touched
		cross join (values (-1, ${from}), (1, ${to})) as moment (sign, size)
		join ${entries} told using (change_id)
		where told.seq <= moment.size group by change_id, sign) as became
	join lateral (select (intent.time at time zone 'UTC')::date as day from ${entries} intent
		where intent.change_id = became.change_id and intent.action = 'change.intended' limit 1) as began on true
	group by day`

/** Changes per day, week or month of the days from `from` to `to` (2026-01-31), by the first day of each. */
export async function readDayCounts(
	from: string,
	to: string,
	unit: 'day' | 'week' | 'month',
): Promise<Map<string, Counts>> {
	const { rows } = await getDatabase().execute<CountsOfPeriod>(sql`
		with counted as materialized (select coalesce(max(size), 0) as size from ${countedTo})
		select to_char(date_trunc(${unit}, day::timestamp), 'YYYY-MM-DD') as period,
			sum(applied)::int as applied, sum(unknown)::int as unknown, sum(refused)::int as refused
		from (select day, applied, unknown, refused from ${changesByDay}
			union all ${movedBy(sql`(select size from counted)`, sql`9223372036854775807`)}) as days
		where day between ${from}::date and ${to}::date group by 1`)
	return new Map(rows.map(({ period, ...counts }) => [period, counts]))
}

/** Counts what the record has come to hold, a step at a time. Any number of processes may do so at once. */
export async function advanceDayCounts(): Promise<void> {
	const size = await readRecordSize()
	while ((await advanceOnce(size)) < size);
}

/** Gives how far it has come. */
async function advanceOnce(size: number): Promise<number> {
	return getDatabase().transaction(async (tx) => {
		await tx.insert(countedTo).values({ what: 'changes_by_day', size: 0 }).onConflictDoNothing()
		const [counted] = await tx.select({ size: countedTo.size }).from(countedTo).for('update')
		const from = counted?.size ?? 0
		const to = Math.min(from + step, size)
		if (to <= from) return from
		await tx.execute(sql`
			insert into ${changesByDay} as kept (day, applied, unknown, refused)
			${movedBy(sql`${from}::bigint`, sql`${to}::bigint`)}
			on conflict (day) do update set applied = kept.applied + excluded.applied,
				unknown = kept.unknown + excluded.unknown, refused = kept.refused + excluded.refused`)
		await tx.update(countedTo).set({ size: to })
		return to
	})
}
