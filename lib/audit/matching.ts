import 'server-only'
import { and, eq, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { alias } from 'drizzle-orm/pg-core'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { bodyMember } from '#lib/db/columns.ts'
import { entries } from '#lib/db/record-schema.ts'
import { changes, isOpenRequest, requests, users } from '#lib/db/schema.ts'
import { type EntryActor, type EntrySource, entryActions } from '#lib/ledger/schemas.ts'
import { type AuditAction, type AuditOutcome, signInActions } from './rules.ts'
import type { AuditFilter } from './schemas.ts'
import { timesOf } from './times.ts'

/** Whose entries may be seen: everyone's, or those of one person and of what they asked for. */
export type Viewer = 'everything' | EntryActor

export function viewerOf({ role, issuer, subject }: Actor): Viewer {
	return can(role, 'read_whole_record') ? 'everything' : { issuer, subject }
}

type EntryColumns = Record<
	| 'seq'
	| 'begins'
	| 'action'
	| 'active'
	| 'changeId'
	| 'groupId'
	| 'userId'
	| 'requestId'
	| 'source'
	| 'words'
	| 'text'
	| 'actorIssuer'
	| 'actorSubject',
	AnyPgColumn
>

/**
 * Which of the first `size` entries belong to the operations that fit: those that begin one, and those that tell how
 * it went on. Said of `entries`. What was recorded later changes nothing of it.
 */
export function entriesFor(viewer: Viewer, filter: AuditFilter, size: number): SQL {
	return sql`(${entries.seq} <= ${size} and (${operationsFor(viewer, filter, { size })}
		or not ${entries.begins} and exists (
			select from ${entries} head where ${head.changeId} = ${entries.changeId}
				and ${head.action} = 'change.intended' and ${operationsFor(viewer, filter, { head, size })})))`
}

const head = alias(entries, 'head')
const later = alias(entries, 'later')

/**
 * Which operations a person sees through a filter, said of the entry that begins each. Every condition can be
 * answered from an index; times are turned into sequences, which rise with them.
 * @param of.head the table that it is said of: `entries`, or an alias of it
 * @param of.size judges by the first so many entries alone; without it, by all that is known now
 */
export function operationsFor(
	viewer: Viewer,
	filter: AuditFilter,
	{ head = entries, size }: { head?: EntryColumns; size?: number } = {},
): SQL {
	const { from, to } = timesOf(filter)
	const conditions = [
		eq(head.begins, true),
		viewer === 'everything' ? undefined : isOwn(head, viewer),
		from
			? sql`${head.seq} >= (select e.seq from ${entries} e where e.time >= ${from} order by e.time, e.seq limit 1)`
			: undefined,
		to
			? sql`${head.seq} <= (select e.seq from ${entries} e where e.time < ${to} order by e.time desc, e.seq desc limit 1)`
			: undefined,
		filter.person ? tookPart(head, filter.person, size) : undefined,
		filter.action ? did(head, filter.action) : undefined,
		filter.outcome ? cameTo(head, filter.outcome, size) : undefined,
		filter.group ? eq(head.groupId, filter.group) : undefined,
		filter.user ? eq(head.userId, filter.user) : undefined,
		filter.source ? eq(head.source, filter.source) : undefined,
		filter.signIns === 'hidden' ? notInArray(head.action, [...signInActions]) : undefined,
		filter.text ? sql`${head.words} like lower(${`%${escapeLike(filter.text)}%`})` : undefined,
	]
	return and(...conditions) ?? sql`true`
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (character) => `\\${character}`)

/** Their own action, or a step of what they asked for; who asked never changes. */
function isOwn(head: EntryColumns, { issuer, subject }: EntryActor): SQL | undefined {
	const asker = sql`(select ${users.id} from ${users}
		where ${users.subject} = ${subject} and ${users.issuer} = ${issuer})`
	// Open ones and closed ones apart, as the indexes by asker have them.
	const asked = sql`array(
		select ${requests.id} from ${requests} where ${requests.askerId} = ${asker} and ${isOpenRequest}
		union all
		select ${requests.id} from ${requests} where ${requests.askerId} = ${asker} and ${requests.closedAt} is not null)`
	return or(
		and(eq(head.actorSubject, subject), eq(head.actorIssuer, issuer)),
		sql`${head.requestId} = any(${asked})`,
	)
}

/** Which entries are looked at for how an operation went on. */
const upTo = (size: number | undefined) => (size === undefined ? sql`` : sql`and ${later.seq} <= ${size}`)

/** Began it, had a hand in how it went on, or is whom it is about. The arrays are read once, before the record is. */
function tookPart(head: EntryColumns, personId: string, size: number | undefined): SQL | undefined {
	const of = (column: AnyPgColumn) => sql`(select ${column} from ${users} where ${users.id} = ${personId})`
	const joined = sql`array(select ${later.changeId} from ${entries} later
		where ${later.actorSubject} = ${of(users.subject)} and ${later.actorIssuer} = ${of(users.issuer)}
			and not ${later.begins} ${upTo(size)})`
	return or(
		and(sql`${head.actorSubject} = ${of(users.subject)}`, sql`${head.actorIssuer} = ${of(users.issuer)}`),
		and(isChange(head), sql`${head.changeId} = any(${joined})`),
		isAbout(head, of(users.issuer), of(users.subject)),
	)
}

/** Said of somebody's access: what administrators did with it, and sign-ins that failed, which nobody began. */
const isAbout = (head: EntryColumns, issuer: SQL, subject: SQL) =>
	and(
		sql`${bodyMember(head.text, 'person', 'subject')} = ${subject}`,
		sql`${bodyMember(head.text, 'person', 'issuer')} = ${issuer}`,
	)

/** A refused attempt may name a change without being a part of it. */
const isChange = (head: EntryColumns) => eq(head.action, 'change.intended')

const actionsOf = (kind: 'request' | 'schedule' | 'person' | 'setting') =>
	entryActions.filter((action) => action.startsWith(`${kind}.`))

/** What was done with somebody's access, but for their coming and going. */
const accessActions = actionsOf('person').filter((action) => signInActions.every((one) => one !== action))

const begunBy = (head: EntryColumns, source: EntrySource) => and(isChange(head), eq(head.source, source))

function did(head: EntryColumns, action: AuditAction): SQL | undefined {
	switch (action) {
		case 'assign':
		case 'unassign':
			// Tried or done: the outcome tells which.
			return and(
				inArray(head.action, ['change.intended', 'attempt.refused']),
				eq(head.active, action === 'assign'),
			)
		case 'request':
			return inArray(head.action, actionsOf('request'))
		case 'end':
			return or(inArray(head.action, actionsOf('schedule')), begunBy(head, 'expiry'))
		case 'break_glass':
			return begunBy(head, 'break_glass')
		case 'access':
			return inArray(head.action, accessActions)
		case 'sign_in':
			return inArray(head.action, [...signInActions])
		case 'attempt':
			return eq(head.action, 'attempt.refused')
		case 'setting':
			return inArray(head.action, actionsOf('setting'))
		case 'export':
			return eq(head.action, 'record.exported')
		case 'erasure':
			return eq(head.action, 'record.erased')
		case 'key':
			return eq(head.action, 'record.key_used')
	}
}

function cameTo(head: EntryColumns, outcome: AuditOutcome, size: number | undefined): SQL | undefined {
	if (outcome === 'stopped') return eq(head.action, 'attempt.refused')
	if (outcome === 'open') return and(isChange(head), isOpen(head, size))
	return and(
		isChange(head),
		sql`exists (select from ${entries} later where ${later.changeId} = ${head.changeId}
			and ${later.state} = ${outcome} and not ${later.begins} ${upTo(size)})`,
	)
}

/** Open now; as of `size`, among the changes that are open now or were told of since. */
function isOpen(head: EntryColumns, size: number | undefined): SQL | undefined {
	const now = sql`select ${changes.id}::text from ${changes} where ${changes.state} in ('pending', 'unknown')`
	if (size === undefined) return sql`${head.changeId} = any(array(${now}))`
	const since = sql`select ${later.changeId} from ${entries} later
		where ${later.seq} > ${size} and ${later.changeId} is not null`
	return sql`${head.changeId} = any(array(${now} union all ${since}))
		and (select ${later.state} from ${entries} later where ${later.changeId} = ${head.changeId}
			and ${later.state} is not null ${upTo(size)} order by ${later.seq} desc limit 1) in ('pending', 'unknown')`
}
