import 'server-only'
import { sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { fromBody } from '#lib/db/columns.ts'
import type { RecordProblem } from './verify-changes.ts'

interface Shown extends Record<string, unknown> {
	name: string
	isDisabled: boolean
	/** The last entry that disables or enables them; `null`: there is none. */
	seq: string | null
}

/**
 * Somebody who is shut out, or let in, beside the record: the row alone decides over their next request, and no tree
 * covers it. Where no entry tells of them it is told of the last of `size` entries, after which one may have stood.
 */
export async function findChangedAccess(size: number): Promise<RecordProblem | null> {
	const { rows } = await getDatabase().execute<Shown>(sql`
		select users.name, users.disabled_at is not null as "isDisabled", told.seq
		from users
		left join (select distinct on (issuer, subject) * from (
				select seq, action, ${fromBody('person', 'issuer')} as issuer, ${fromBody('person', 'subject')} as subject
				from entries where begins and action in ('person.disabled', 'person.enabled')) each
			order by issuer, subject, seq desc) told
			on (told.issuer, told.subject) = (users.issuer, users.subject)
		where (users.disabled_at is not null) is distinct from (told.action is not distinct from 'person.disabled')
		order by told.seq nulls last limit 1`)
	const [row] = rows
	if (!row) return null
	const { name, isDisabled, seq } = row
	const shown = `${name} is shown as ${isDisabled ? 'disabled' : 'enabled'}`
	const told = seq === null ? 'no entry tells of it' : `entry ${seq} says the contrary`
	return {
		problemAt: seq === null ? Math.max(size, 1) : Number(seq),
		problem: `Who may sign in was altered beside the record: ${shown}, and ${told}.`,
	}
}
