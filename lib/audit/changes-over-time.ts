import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { operationsFor, viewerOf } from './matching.ts'
import { type AuditFilter, auditFilterSchema, type ChangesInPeriod, type ChangesOverTime } from './schemas.ts'
import { periodsBetween, timesOf, unitFor } from './times.ts'

interface Counted extends Record<string, unknown> {
	period: string
	applied: number
	unknown: number
	refused: number
}

/**
 * Changes per day (week, month, where there are many days) of the range that a filter names, by what became of
 * them; days of UTC, those without a change included. `filter` is an `auditFilterSchema`.
 * @throws AppError `forbidden`, `invalid_input`
 */
export async function countChanges(actor: Actor, filter: unknown): Promise<ChangesOverTime> {
	requirePermission(actor, 'read_own_record')
	const parsed = parseInput(auditFilterSchema, filter)
	const [from, to] = await daysOf(parsed)
	const unit = unitFor(from, to)
	const counted = new Map((await count(actor, parsed, unit)).map((row) => [row.period, row]))
	const periods = periodsBetween(from, to, unit).map((period): ChangesInPeriod => {
		const row = counted.get(period.from)
		return {
			...period,
			applied: row?.applied ?? 0,
			unknown: row?.unknown ?? 0,
			refused: row?.refused ?? 0,
		}
	})
	return { unit, periods }
}

/** First and last day of the range; without a limit, or with one that is years away, from the record's first entry. */
async function daysOf(filter: AuditFilter): Promise<[fromMs: number, toMs: number]> {
	const { from, to } = timesOf(filter)
	const lastMs = Math.min(to ? to.getTime() - 1 : Date.now(), Date.now())
	if (from && unitFor(from.getTime(), lastMs) !== 'month') return [Math.min(from.getTime(), lastMs), lastMs]
	const [first] = await getDatabase().select({ time: entries.time }).from(entries).where(eq(entries.seq, 1))
	const firstMs = Math.max(first?.time.getTime() ?? lastMs, from?.getTime() ?? 0)
	return [Math.min(firstMs, lastMs), lastMs]
}

async function count(actor: Actor, filter: AuditFilter, unit: ChangesOverTime['unit']): Promise<Counted[]> {
	const matching = and(operationsFor(viewerOf(actor), filter), eq(entries.action, 'change.intended'))
	const { rows } = await getDatabase().execute<Counted>(sql`
		with began as materialized (select ${entries.seq} as seq, ${entries.changeId} as change_id, ${entries.time} as time
			from ${entries} where ${matching}),
		went as (select change_id, bool_or(state = 'unknown') as was_unknown, bool_or(state = 'applied') as was_applied,
				bool_or(state in ('refused', 'not_sent', 'not_applied')) as was_refused
			from ${entries} where not begins and state is not null and seq > (select min(seq) from began) group by change_id)
		select to_char(date_trunc(${unit}, began.time at time zone 'UTC'), 'YYYY-MM-DD') as period,
			count(*) filter (where was_applied and not was_unknown)::int as applied,
			count(*) filter (where was_unknown)::int as unknown,
			count(*) filter (where was_refused and not was_unknown)::int as refused
		from began join went using (change_id) group by 1`)
	return rows
}
