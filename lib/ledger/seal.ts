import { createHash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import { cleanText } from '#lib/clean-text.ts'
import type { Entry, JsonValue, SealedEntry } from './schemas.ts'

/** The format of the body, for whoever reads the record in ten years. */
const formatVersion = 1
const maxDetailsBytes = 48 * 1024
/** Of one text: the longest that a person writes, a comment, stands there whole in any script. */
const maxTextBytes = 8 * 1024

/** Every text in `value` made storable; members that are `undefined` are left out. */
function cleanJson(value: JsonValue): JsonValue {
	if (typeof value === 'string') return cleanText(value, maxTextBytes)
	if (Array.isArray(value)) return value.map(cleanJson)
	if (value === null || typeof value !== 'object') return value
	const members = Object.entries(value).flatMap(([key, member]) =>
		member === undefined ? [] : [[cleanText(key), cleanJson(member)]],
	)
	return Object.fromEntries(members)
}

function toCanonicalText(value: JsonValue): string {
	const text = canonicalize(cleanJson(value))
	if (text === undefined) throw new TypeError('An entry holds a value that JSON has no text for')
	return text
}

/** Details that would not fit are kept as far as they do: an outcome is never lost to the length of its story. */
function toDetailsText(details: Entry['details']): string {
	const text = toCanonicalText(details)
	if (Buffer.byteLength(text) <= maxDetailsBytes) return text
	return toCanonicalText({ cut: true, beginning: text })
}

/**
 * The exact texts of an entry (RFC 8785), with its texts cleaned and a new salt of 16 random bytes. The body holds
 * who, what, group and user ID, the outcome and the digest of the details; the details lie beside it.
 *
 * @throws Error where a number is not finite
 */
export function sealEntry(entry: Entry): SealedEntry {
	const details = toDetailsText(entry.details)
	const salt = randomBytes(16)
	const digest = createHash('sha256').update(salt).update(details, 'utf8').digest('hex')
	const body = toCanonicalText({
		v: formatVersion,
		action: entry.action,
		actor: entry.actor && { issuer: entry.actor.issuer, subject: entry.actor.subject },
		operationId: entry.operationId,
		changeId: entry.changeId,
		groupId: entry.groupId,
		userId: entry.userId,
		person: entry.person && { issuer: entry.person.issuer, subject: entry.person.subject },
		role: entry.role,
		roleBefore: entry.roleBefore,
		active: entry.active,
		state: entry.state,
		stateBefore: entry.stateBefore,
		httpStatus: entry.httpStatus,
		source: entry.source,
		undoes: entry.undoes,
		requestId: entry.requestId,
		requestState: entry.requestState,
		requestKind: entry.requestKind,
		requestVersion: entry.requestVersion,
		endsAt: entry.endsAt,
		approvals: entry.approvals,
		count: entry.count,
		before: entry.before,
		details: digest,
	})
	return { body, salt, details }
}
