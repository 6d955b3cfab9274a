import { type SQL, sql } from 'drizzle-orm'
import type { Executor } from '#lib/db/client.ts'
import type { Limit } from './limits.ts'

/**
 * A limit as one moment per name: when its allowance is whole again. Each request moves it on by what one costs, never
 * further ahead than the whole burst costs (the generic cell rate algorithm). Reading and moving are one statement, so
 * that any number of instances share it. The clock is read under the row's lock: who began first may come to the row last,
 * and by the time of its beginning would see an allowance from its future.
 */

interface Taken extends Record<string, unknown> {
	waitS: number | null
}

const costMs = ({ perMinute }: Limit) => 60_000 / perMinute

/** Takes one request from the allowance of `name`. Gives the seconds to wait where nothing is left, 0 where it was taken. */
export function takeOne(db: Executor, name: string, limit: Limit): Promise<number> {
	return take(
		db,
		sql`select ${name}::text as name, ${costMs(limit)}::float8 as cost_ms, ${limit.burst}::float8 as burst`,
	)
}

/** Who asks, as far as the request can prove it. */
export interface Caller {
	/** The session's row, which tells the person; `null` where the request carries none of ours. */
	sessionKey: string | null
	/** How long a session lasts without activity, and at most: one that has run out is nobody's any more. */
	sessionLimits: { idleMs: number; maxMs: number }
	/** Where it comes from, which counts where the session is none or is over. */
	place: string
}

/**
 * The same for whoever asks: as the person where the session is open, as the place otherwise.
 * @param many how many at once, all or none; the wait is until as many are there
 */
export function takeForCaller(
	db: Executor,
	{ sessionKey, sessionLimits: { idleMs, maxMs }, place }: Caller,
	rules: { person: { name: string; limit: Limit }; place: { name: string; limit: Limit } },
	many = 1,
): Promise<number> {
	const costOf = ({ limit }: { limit: Limit }) => costMs(limit) * many
	const burstOf = ({ limit }: { limit: Limit }) => limit.burst / many
	return take(
		db,
		sql`select
			case when person is null then ${`${rules.place.name} ${place}`} else ${`${rules.person.name} `} || person end as name,
			case when person is null then ${costOf(rules.place)}::float8 else ${costOf(rules.person)}::float8 end as cost_ms,
			case when person is null then ${burstOf(rules.place)}::float8 else ${burstOf(rules.person)}::float8 end as burst
		from (select (
			select user_id::text from sessions
			where id = ${sessionKey} and ended_at is null
				and last_seen_at > now() - ${idleMs}::float8 * interval '1 millisecond'
				and created_at > now() - ${maxMs}::float8 * interval '1 millisecond'
		) as person) as caller`,
	)
}

async function take(db: Executor, wanted: SQL): Promise<number> {
	const { rows } = await db.execute<Taken>(sql`
		with asked as (${wanted}),
		wanted as (
			select name, cost_ms * interval '1 millisecond' as cost, burst * cost_ms * interval '1 millisecond' as whole from asked
		),
		taken as (
			insert into allowances as allowance (name, whole_at) select name, clock_timestamp() + cost from wanted
			on conflict (name) do update
			set whole_at = greatest(allowance.whole_at, clock_timestamp()) + (select cost from wanted)
			where greatest(allowance.whole_at, clock_timestamp()) + (select cost from wanted)
				<= clock_timestamp() + (select whole from wanted)
			returning true
		)
		select case when exists (select from taken) then null else greatest(1, ceil(extract(epoch from (
			select allowance.whole_at + wanted.cost - wanted.whole - now()
			from wanted join allowances as allowance using (name)
		))))::float8 end as "waitS"`)
	return rows[0]?.waitS ?? 0
}

/** Forgets whose allowance is whole again; what was left out of the record meanwhile is kept for a day to be told of. */
export async function sweepAllowances(db: Executor): Promise<void> {
	await db.execute(
		sql`delete from allowances where whole_at < now() - case when left_out = 0 then interval '0' else interval '1 day' end`,
	)
}
