import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import type { Counts } from './day-counts.ts'
import { operationsFor, type Viewer } from './matching.ts'
import type { AuditFilter, ChangesOverTime } from './schemas.ts'

/** So many changes are counted at one look: months of a large firm, in a fraction of a second. */
const countedMost = 5_000

interface Counted extends Counts, Record<string, unknown> {
	period: string
	/** Of the oldest change among them (2026-01-31). */
	oldestDay: string
	/** In all periods. */
	foundInAll: number
}

interface MatchingCounts {
	/** By the first day of each period. */
	counts: Map<string, Counts>
	/** The day of the oldest change that was counted, where older ones fit; null where every one is counted. */
	countedFrom: string | null
}

/** Counts the newest changes that fit a filter, as far as their entries tell now. */
export async function countMatching(
	viewer: Viewer,
	filter: AuditFilter,
	unit: ChangesOverTime['unit'],
	most = countedMost,
): Promise<MatchingCounts> {
	const matching = and(operationsFor(viewer, filter), eq(entries.action, 'change.intended'))
	const { rows } = await getDatabase().execute<Counted>(sql`
		with began as materialized (select ${entries.seq} as seq, ${entries.changeId} as change_id,
				${entries.time} at time zone 'UTC' as time
			from ${entries} where ${matching} order by ${entries.seq} desc limit ${most + 1}),
		newest as (select * from began order by seq desc limit ${most})
		select to_char(date_trunc(${unit}, time), 'YYYY-MM-DD') as period,
			count(*) filter (where was_applied and not was_unknown)::int as applied,
			count(*) filter (where was_unknown)::int as unknown,
			count(*) filter (where was_refused and not was_unknown)::int as refused,
			to_char(min(time), 'YYYY-MM-DD') as "oldestDay", (select count(*)::int from began) as "foundInAll"
		from newest as began cross join lateral (
			select bool_or(state = 'unknown') as was_unknown, bool_or(state = 'applied') as was_applied,
				bool_or(state in ('refused', 'not_sent', 'not_applied')) as was_refused
			from ${entries} told where told.change_id = began.change_id and not told.begins and told.state is not null) as went
		group by 1 order by 1`)
	const [oldest] = rows
	const isCut = oldest !== undefined && oldest.foundInAll > most
	return {
		counts: new Map(
			rows.map(({ period, applied, unknown, refused }) => [period, { applied, unknown, refused }]),
		),
		countedFrom: isCut ? oldest.oldestDay : null,
	}
}
