import 'server-only'
import { sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import type { Counts } from './day-counts.ts'
import { operationsFor, type Viewer } from './matching.ts'
import type { AuditFilter, ChangesOverTime } from './schemas.ts'

/** So many changes are counted at one look: months of a large firm, in a fraction of a second. */
const countedMost = 2_000

interface Counted extends Counts, Record<string, unknown> {
	period: string
	/** Of the last change that was looked at (2026-01-31), and how many there were, in all periods. */
	lastDay: string
	found: number
}

interface MatchingCounts {
	/** By the first day of each period. */
	counts: Map<string, Counts>
	/** The last day that may not be counted whole, where more changes fit; null where every one is counted. */
	countedFrom: string | null
}

const later = alias(entries, 'later')

/** Counts the newest changes that fit a filter, as far as their entries tell now. */
export async function countMatching(
	viewer: Viewer,
	filter: AuditFilter,
	unit: ChangesOverTime['unit'],
	most = countedMost,
): Promise<MatchingCounts> {
	const { joined, fits, mark } = walk(viewer, filter)
	const { rows } = await getDatabase().execute<Counted>(sql`
		with began as materialized (select ${entries.changeId} as change_id, ${entries.time} at time zone 'UTC' as time,
				${mark.seq} as mark, ${mark.time} at time zone 'UTC' as mark_time
			from ${entries} ${joined} where ${fits} and ${entries.action} = 'change.intended'
			order by ${mark.seq} desc limit ${most + 1}),
		newest as (select distinct change_id, time from (select * from began order by mark desc limit ${most}) as told)
		select to_char(date_trunc(${unit}, time), 'YYYY-MM-DD') as period,
			count(*) filter (where was_applied and not was_unknown)::int as applied,
			count(*) filter (where was_unknown)::int as unknown,
			count(*) filter (where was_refused and not was_unknown)::int as refused,
			(select to_char(min(mark_time), 'YYYY-MM-DD') from began) as "lastDay", (select count(*)::int from began) as found
		from newest cross join lateral (
			select bool_or(state = 'unknown') as was_unknown, bool_or(state = 'applied') as was_applied,
				bool_or(state in ('refused', 'not_sent', 'not_applied')) as was_refused
			from ${entries} told where told.change_id = newest.change_id) as went
		group by 1`)
	const [some] = rows
	return {
		counts: new Map(
			rows.map(({ period, applied, unknown, refused }) => [period, { applied, unknown, refused }]),
		),
		countedFrom: some && some.found > most ? some.lastDay : null,
	}
}

/**
 * From the newest change back, or, where all that fit came to the same state, from the newest that came to it: either
 * way an index leads to as many as are wanted and to no others. A change begins before it comes to a state, so what is
 * left out that way began before the last that was looked at came to it.
 */
function walk(viewer: Viewer, { outcome, ...filter }: AuditFilter) {
	if (!outcome || outcome === 'open' || outcome === 'stopped') {
		return { joined: sql``, fits: operationsFor(viewer, { outcome, ...filter }), mark: entries }
	}
	const cameTo = sql`join ${entries} later on ${later.changeId} = ${entries.changeId}
		and ${later.state} = ${outcome} and not ${later.begins}`
	return { joined: cameTo, fits: operationsFor(viewer, filter), mark: later }
}
