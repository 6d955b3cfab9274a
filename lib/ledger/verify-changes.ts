import 'server-only'
import { sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'

/** What is wrong first, in words, and at which entry. */
export interface RecordProblem {
	problem: string
	problemAt: number
}

/**
 * Screens show a change from its row, which no tree covers: here it is compared with its entries. Row and entries move
 * in one transaction, so one statement sees both or neither.
 */

interface Told extends Record<string, unknown> {
	seq: string
	shown: string
	told: string
}

/** The first change intended by the entries after `from` up to `to` whose row is not what its entries say. */
export async function findChangedRow(from: number, to: number): Promise<RecordProblem | null> {
	const { rows } = await getDatabase().execute<Told>(sql`
		select intent.seq, changes.state as shown, last.state as told
		from entries intent
		join changes on changes.id = case when intent.change_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
			then intent.change_id::uuid end
		left join users on users.id = changes.actor_id
		left join users reviewers on reviewers.id = changes.reviewed_by
		left join lateral (select actor_issuer, actor_subject from entries where change_id = intent.change_id
			and action = 'change.reviewed' limit 1) review on intent.source = 'break_glass'
		cross join lateral (select state from entries later where later.change_id = intent.change_id
			and later.state is not null order by later.seq desc limit 1) last
		where intent.seq > ${from} and intent.seq <= ${to} and intent.action = 'change.intended'
			and (last.state, intent.group_id, intent.user_id, intent.active, intent.actor_issuer, intent.actor_subject,
					intent.request_id, intent.source is not distinct from 'break_glass',
					review.actor_issuer, review.actor_subject)
				is distinct from (changes.state, changes.group_id, changes.user_id, changes.active, users.issuer, users.subject,
					changes.request_id, changes.break_glass, reviewers.issuer, reviewers.subject)
		order by intent.seq limit 1`)
	const [row] = rows
	if (!row) return null
	const seq = Number(row.seq)
	const how =
		row.shown === row.told
			? 'for whom it is, who wanted or reviewed it, or which way, is not what the entries say'
			: `it is shown as “${row.shown}”, and the last of its entries says “${row.told}”`
	return {
		problemAt: seq,
		problem: `The change that entry ${seq} begins was altered beside the record: ${how}.`,
	}
}

/** A change that no entry tells of. Told of the last of `size` entries, after which its own may have stood. */
export async function findUntoldChange(size: number): Promise<RecordProblem | null> {
	const { rows } = await getDatabase().execute<{ id: string }>(sql`
		select id from changes where not exists (select from entries
			where entries.change_id = changes.id::text and entries.state is not null) limit 1`)
	const [row] = rows
	if (!row) return null
	const problem = `No entry tells of the change ${row.id}: its entries were deleted, or it was put in beside the record.`
	return { problemAt: Math.max(size, 1), problem }
}
