import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { entries } from '#lib/db/record-schema.ts'

/** The columns that lists, filters and tables are made from. All are computed from the text. */
const computed = [
	'action',
	'operationId',
	'changeId',
	'groupId',
	'userId',
	'state',
	'source',
	'active',
	'requestId',
	'requestState',
] as const

/** An entry as it is stored; `words`, which are searched, are left out. */
export type StoredEntry = Omit<typeof entries.$inferSelect, 'txid' | 'words'>

interface EntryText {
	seq?: unknown
	time?: unknown
	body?: Record<string, unknown> & { actor?: { issuer?: unknown; subject?: unknown } | null }
}

/** A text as JSON of whatever shape; `null` where it is not RFC 8785 text. */
function readCanonical(text: string): EntryText | null {
	try {
		const parsed: unknown = JSON.parse(text)
		return canonicalize(parsed) === text && parsed instanceof Object ? parsed : null
	} catch {
		return null
	}
}

/** A column that says something else than the text that it was computed from: a database's owner can bring that about. */
function findOtherColumn(row: StoredEntry, { body, time }: EntryText): string | null {
	const isOther = (value: unknown, told: unknown) => value !== (told ?? null)
	const other = computed.find((name) => isOther(row[name], body?.[name]))
	if (other) return other
	if (isOther(row.actorIssuer, body?.actor?.issuer)) return 'actor'
	if (isOther(row.actorSubject, body?.actor?.subject)) return 'actor'
	if (row.begins !== (row.action === 'change.intended' || !row.action.startsWith('change.'))) return 'begins'
	return isOther(row.time.toISOString(), time) ? 'time' : null
}

/** What is wrong with an entry by itself, in words: its form, its sequence, columns, details. Else `null`. */
export function findEntryProblem(row: StoredEntry): string | null {
	const { seq, text, salt, details } = row
	const entry = readCanonical(text)
	if (!entry) return `Entry ${seq} was changed: it is not in its canonical form.`
	if (entry.seq !== seq) return `Entry ${seq} was changed: it names another sequence than its own.`
	const other = findOtherColumn(row, entry)
	if (other) return `Entry ${seq} is shown as something else than it says: its column “${other}” was changed.`
	if (salt === null && details === null) return null
	if (salt === null || details === null) return `Of entry ${seq}, only half of the details was erased.`
	if (!readCanonical(details)) return `The details of entry ${seq} are not in their canonical form.`
	const digest = hash('sha256', Buffer.concat([salt, Buffer.from(details)]), 'hex')
	if (entry.body?.details === digest) return null
	return `The details of entry ${seq} were changed: they are not those whose hash it holds.`
}
