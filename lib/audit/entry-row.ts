import 'server-only'
import { and, eq, getTableColumns } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { users } from '#lib/db/schema.ts'
import type { EntryAction, JsonValue } from '#lib/ledger/schemas.ts'
import type { AuditPerson, EntryLine } from './schemas.ts'

export type EntryRow = typeof entries.$inferSelect

/** An entry, and the person who acted where one did. */
export interface ActedEntry {
	entry: EntryRow
	by: AuditPerson | null
}

/** Entries with who acted; a query to be narrowed. */
export function selectEntries() {
	return getDatabase()
		.select({ entry: getTableColumns(entries), by: { id: users.id, name: users.name } })
		.from(entries)
		.leftJoin(users, and(eq(users.subject, entries.actorSubject), eq(users.issuer, entries.actorIssuer)))
		.$dynamic()
}

type Members = { [key: string]: JsonValue | undefined }

const isMembers = (value: unknown): value is Members =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

/** A row's texts are asked for many members, and parsed once. */
function oncePerRow<Row extends object, T>(parse: (row: Row) => T): (row: Row) => T {
	const known = new WeakMap<Row, { parsed: T }>()
	return (row) => {
		const { parsed } = known.get(row) ?? { parsed: parse(row) }
		known.set(row, { parsed })
		return parsed
	}
}

/** What lies beside an entry; `null` where retention took it. */
export const detailsOf = oncePerRow(({ details }: Pick<EntryRow, 'details'>): Members | null => {
	const value: unknown = details === null ? null : JSON.parse(details)
	return isMembers(value) ? value : null
})

/** The body of an entry's own text. */
export const bodyOf = oncePerRow(({ text }: Pick<EntryRow, 'text'>): Members => {
	const value: unknown = JSON.parse(text)
	const body = isMembers(value) ? value.body : null
	return isMembers(body) ? body : {}
})

/** A member of details or body that is a text; `null` where it is none or is not there. So the next three. */
export const textIn = (members: Members | null, key: string): string | null => {
	const value = members?.[key]
	return typeof value === 'string' ? value : null
}

export function membersIn(members: Members | null, key: string): Members | null {
	const value: unknown = members?.[key]
	return isMembers(value) ? value : null
}

export function listIn(members: Members | null, key: string): JsonValue[] {
	const value = members?.[key]
	return Array.isArray(value) ? value : []
}

export const numberIn = (members: Members | null, key: string): number | null => {
	const value = members?.[key]
	return typeof value === 'number' ? value : null
}

/** Whoever acted, by the name that they had then: a name can be changed at the identity provider, an entry cannot. */
export function personOf({ entry, by }: ActedEntry): AuditPerson | null {
	return by && { ...by, name: textIn(membersIn(detailsOf(entry), 'by'), 'name') ?? by.name }
}

/** What was said in an entry besides the reason for a change: to whoever tried, by whoever decided, of an end. */
export function wordsIn(details: Members | null): string | null {
	for (const key of ['message', 'note', 'text', 'how', 'problem']) {
		const words = textIn(details, key)
		if (words !== null) return words
	}
	return null
}

/** An entry as a line of its operation. */
export function lineOf(acted: ActedEntry): EntryLine {
	const { entry } = acted
	return {
		sequence: entry.seq,
		at: entry.time.toISOString(),
		// Every entry was appended with one of these.
		action: entry.action as EntryAction,
		by: personOf(acted),
		httpStatus: numberIn(bodyOf(entry), 'httpStatus'),
		requestId: entry.requestId,
	}
}
