import 'server-only'
import { sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { fromBody } from '#lib/db/columns.ts'
import type { RecordProblem } from './verify-changes.ts'

/** Requests and the ends of assignments, whose rows no tree covers, compared with their entries; as changes are. */

interface Compared extends Record<string, unknown> {
	seq: string
	/** `null`: the row is not there. */
	shown: string | null
	told: string
}

type Named = (seq: number) => string

/** The first of a query's rows, which are those that are not what their entries say, in words. */
function firstProblem([row]: Compared[], name: Named, otherwise: string): RecordProblem | null {
	if (!row) return null
	const seq = Number(row.seq)
	return { problemAt: seq, problem: `${name(seq)} ${whatIsWrong(row, otherwise)}` }
}

function whatIsWrong({ shown, told }: Compared, otherwise: string): string {
	if (shown === null) return 'is gone: its row was deleted beside the record.'
	const how =
		shown === told ? otherwise : `it is shown as “${shown}”, and the last of its entries says “${told}”`
	return `was altered beside the record: ${how}.`
}

/** A row's end in the form in which entries tell it: a text that somebody edited need not be a moment at all. */
const asTold = (table: 'requests' | 'schedules') =>
	sql.raw(`to_char("${table}"."ends_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

/** The first request filed by the entries after `from` up to `to` whose row is not what its entries say. */
export async function findChangedRequest(from: number, to: number): Promise<RecordProblem | null> {
	const { rows } = await getDatabase().execute<Compared>(sql`
		select filed.seq, requests.state as shown, last.state as told
		from (select seq, request_id, group_id, user_id, actor_issuer, actor_subject, ${fromBody('requestKind')} as kind
			from entries where seq > ${from} and seq <= ${to} and action = 'request.filed') filed
		left join requests on requests.id = filed.request_id
		left join users on users.id = requests.asker_id
		cross join lateral (select request_state as state from entries where request_id = filed.request_id
			and request_state is not null order by seq desc limit 1) last
		cross join lateral (select ${fromBody('endsAt')} as ends_at,
				coalesce(${fromBody('requestVersion')}, '1') as version
			from entries where request_id = filed.request_id and action in ('request.filed', 'request.edited')
			order by seq desc limit 1) asked
		where (last.state, filed.group_id, filed.user_id, filed.kind, filed.actor_issuer, filed.actor_subject,
				asked.ends_at, asked.version)
			is distinct from (requests.state, requests.group_id, requests.user_id, requests.kind, users.issuer, users.subject,
				${asTold('requests')}, requests.version::text)
		order by filed.seq limit 1`)
	return firstProblem(
		rows,
		(seq) => `The request that entry ${seq} files`,
		'who asked, for whom, for what, or until when, is not what the entries say',
	)
}

/** The first end set by the entries after `from` up to `to` whose row is not what its entries say: a request sets one. */
export async function findChangedSchedule(from: number, to: number): Promise<RecordProblem | null> {
	const { rows } = await getDatabase().execute<Compared>(sql`
		select began.seq, schedules.state as shown, last.state as told
		from (select seq, request_id, group_id, user_id, ${fromBody('endsAt')} as ends_at
			from entries where seq > ${from} and seq <= ${to} and action = 'schedule.set') began
		left join schedules on schedules.request_id = began.request_id
		cross join lateral (select substr(action, 10) as state from entries where request_id = began.request_id
			and action in ('schedule.set', 'schedule.stopped', 'schedule.ended', 'schedule.replaced', 'schedule.dropped')
			order by seq desc limit 1) last
		where (last.state, began.group_id, began.user_id, began.ends_at)
			is distinct from (schedules.state, schedules.group_id, schedules.user_id, ${asTold('schedules')})
		order by began.seq limit 1`)
	return firstProblem(
		rows,
		(seq) => `The end that entry ${seq} sets`,
		'which assignment ends, or when, is not what the entries say',
	)
}

/**
 * A request, an approval or an end that no entry tells of. Told of the last of `size` entries, after which its own
 * may have stood.
 */
export async function findUntoldRequest(size: number): Promise<RecordProblem | null> {
	const { rows } = await getDatabase().execute<{ what: string }>(sql`
		(select 'the request ' || id as what from requests where not exists (select from entries
			where entries.request_id = requests.id and entries.action = 'request.filed') limit 1)
		union all
		(select 'the approval of request ' || given.request_id || ' by ' || users.name from approvals given
			join users on users.id = given.approver_id
			where not exists (select from entries where entries.request_id = given.request_id
				and entries.action = 'request.approved'
				and entries.actor_subject = users.subject and entries.actor_issuer = users.issuer) limit 1)
		union all
		(select 'the end ' || id from schedules where not exists (select from entries
			where entries.request_id = schedules.request_id and entries.action = 'schedule.set') limit 1)
		limit 1`)
	const [row] = rows
	if (!row) return null
	const problem = `No entry tells of ${row.what}: its entries were deleted, or it was put in beside the record.`
	return { problemAt: Math.max(size, 1), problem }
}
