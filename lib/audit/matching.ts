import 'server-only'
import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { alias } from 'drizzle-orm/pg-core'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { changes, entries, users } from '#lib/db/schema.ts'
import type { AuditAction, AuditOutcome } from './rules.ts'
import type { AuditFilter } from './schemas.ts'
import { timesOf } from './times.ts'

type EntryColumns = Pick<
	typeof entries,
	| 'seq'
	| 'begins'
	| 'action'
	| 'active'
	| 'changeId'
	| 'groupId'
	| 'userId'
	| 'source'
	| 'words'
	| 'actorIssuer'
	| 'actorSubject'
>

const later = alias(entries, 'later')

/**
 * Which operations a person sees through a filter, said of the entry that begins each. Every condition can be
 * answered from an index; times are turned into sequences, which rise with them.
 */
export function operationsFor(actor: Actor, filter: AuditFilter, head: EntryColumns = entries): SQL {
	const { from, to } = timesOf(filter)
	const conditions = [
		eq(head.begins, true),
		can(actor.role, 'read_whole_record') ? undefined : actedBy(head, actor),
		from
			? sql`${head.seq} >= (select e.seq from ${entries} e where e.time >= ${from} order by e.time, e.seq limit 1)`
			: undefined,
		to
			? sql`${head.seq} <= (select e.seq from ${entries} e where e.time < ${to} order by e.time desc, e.seq desc limit 1)`
			: undefined,
		filter.person ? tookPart(head, filter.person) : undefined,
		filter.action ? did(head, filter.action) : undefined,
		filter.outcome ? cameTo(head, filter.outcome) : undefined,
		filter.group ? eq(head.groupId, filter.group) : undefined,
		filter.user ? eq(head.userId, filter.user) : undefined,
		filter.source ? eq(head.source, filter.source) : undefined,
		filter.text ? sql`${head.words} like lower(${`%${escapeLike(filter.text)}%`})` : undefined,
	]
	return and(...conditions) ?? sql`true`
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (character) => `\\${character}`)

function actedBy(
	head: EntryColumns,
	{ issuer, subject }: Pick<Actor, 'issuer' | 'subject'>,
): SQL | undefined {
	return and(eq(head.actorSubject, subject), eq(head.actorIssuer, issuer))
}

/** Began it, or had a hand in how it went on. The arrays are read once, before the record is. */
function tookPart(head: EntryColumns, personId: string): SQL | undefined {
	const of = (column: AnyPgColumn) => sql`(select ${column} from ${users} where ${users.id} = ${personId})`
	const joined = sql`array(select ${later.changeId} from ${entries} later
		where ${later.actorSubject} = ${of(users.subject)} and ${later.actorIssuer} = ${of(users.issuer)} and not ${later.begins})`
	return or(
		and(sql`${head.actorSubject} = ${of(users.subject)}`, sql`${head.actorIssuer} = ${of(users.issuer)}`),
		sql`${head.changeId} = any(${joined})`,
	)
}

function did(head: EntryColumns, action: AuditAction): SQL | undefined {
	switch (action) {
		case 'assign':
		case 'unassign':
			return and(eq(head.action, 'change.intended'), eq(head.active, action === 'assign'))
		case 'attempt':
			return eq(head.action, 'attempt.refused')
		case 'export':
			return eq(head.action, 'record.exported')
		case 'erasure':
			return eq(head.action, 'record.erased')
		case 'key':
			return eq(head.action, 'record.key_used')
	}
}

function cameTo(head: EntryColumns, outcome: AuditOutcome): SQL {
	if (outcome === 'stopped') return eq(head.action, 'attempt.refused')
	if (outcome === 'open') {
		return sql`${head.changeId} = any(array(select ${changes.id}::text from ${changes}
			where ${changes.state} in ('pending', 'unknown')))`
	}
	return sql`exists (select from ${entries} later where ${later.changeId} = ${head.changeId}
		and ${later.state} = ${outcome} and not ${later.begins})`
}
