import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** An entry as it is stored. */
export interface StoredEntry {
	seq: number
	text: string
	salt: Buffer | null
	details: string | null
}

/** An entry's text as JSON of whatever shape; `null` where it is not RFC 8785 text. */
function readCanonical(text: string): { seq?: unknown; body?: { details?: unknown } } | null {
	try {
		const parsed: unknown = JSON.parse(text)
		return canonicalize(parsed) === text && parsed instanceof Object ? parsed : null
	} catch {
		return null
	}
}

/** What is wrong with an entry by itself, in words: its form, its sequence, its details. Else `null`. */
export function findEntryProblem({ seq, text, salt, details }: StoredEntry): string | null {
	const entry = readCanonical(text)
	if (!entry) return `Entry ${seq} was changed: it is not in its canonical form.`
	if (entry.seq !== seq) return `Entry ${seq} was changed: it names another sequence than its own.`
	if (salt === null && details === null) return null
	if (salt === null || details === null) return `Of entry ${seq}, only half of the details was erased.`
	const digest = hash('sha256', Buffer.concat([salt, Buffer.from(details)]), 'hex')
	if (entry.body?.details === digest) return null
	return `The details of entry ${seq} were changed: they are not those whose hash it holds.`
}
