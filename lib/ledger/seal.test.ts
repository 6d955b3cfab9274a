import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry, JsonValue } from './schemas.ts'
import { sealEntry } from './seal.ts'

const anyUnits = fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) })
const anyText = fc.oneof(anyUnits, fc.string({ unit: 'binary' }))
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
	json: fc.oneof(
		{ maxDepth: 3 },
		anyText,
		fc.integer(),
		fc.boolean(),
		fc.constant(null),
		fc.array(tie('json'), { maxLength: 4 }),
		fc.dictionary(fc.string(), tie('json'), { maxKeys: 4 }),
	),
}))
const anyEntry: fc.Arbitrary<Entry> = fc.record(
	{
		action: fc.constantFrom('change.intended', 'attempt.refused'),
		actor: fc.option(fc.record({ issuer: anyText, subject: anyText })),
		details: fc.dictionary(fc.string(), json, { maxKeys: 5 }),
		groupId: anyText,
		userId: anyText,
		active: fc.boolean(),
		httpStatus: fc.integer({ min: 100, max: 599 }),
	},
	{ requiredKeys: ['action', 'actor', 'details'] },
)

const digest = (salt: Buffer, details: string) =>
	createHash('sha256').update(salt).update(details).digest('hex')

describe('for any entry', () => {
	test('body and details are canonical: reading and writing them again changes no byte', () => {
		fc.assert(
			fc.property(anyEntry, (entry) => {
				const { body, details } = sealEntry(entry)
				expect(canonicalize(JSON.parse(body))).toBe(body)
				expect(canonicalize(JSON.parse(details))).toBe(details)
			}),
		)
	})

	test('the body names its details by their digest and says nothing of them', () => {
		fc.assert(
			fc.property(anyEntry, (entry) => {
				const { body, salt, details } = sealEntry(entry)
				const parsed: unknown = JSON.parse(body)
				expect(parsed).toMatchObject({ v: 1, action: entry.action, details: digest(salt, details) })
			}),
		)
	})

	test('one line of storable text comes out, whatever went in', () => {
		fc.assert(
			fc.property(anyEntry, (entry) => {
				const { body, details } = sealEntry(entry)
				expect(body + details).not.toMatch(/\p{Cc}|\\u0000/u)
				expect((body + details).isWellFormed()).toBe(true)
			}),
		)
	})
})

test('the same entry is sealed differently each time, so that nobody can guess its details from the digest', () => {
	const entry: Entry = { action: 'change.intended', actor: null, details: { reason: 'guessable' } }
	expect(sealEntry(entry).body).not.toBe(sealEntry(entry).body)
})

test('identifiers stay the digits they are', () => {
	const { body } = sealEntry({
		action: 'change.intended',
		actor: null,
		userId: '9223372036854775807',
		details: {},
	})
	expect(JSON.parse(body)).toMatchObject({ userId: '9223372036854775807' })
})

test('details too long for an entry are kept as far as they fit', () => {
	const words = Array.from({ length: 100 }, () => 'x'.repeat(2000))
	const { details } = sealEntry({ action: 'change.unknown', actor: null, details: { words } })
	expect(Buffer.byteLength(details)).toBeLessThan(65_536)
	expect(JSON.parse(details)).toMatchObject({ cut: true, beginning: expect.stringContaining('xxxx') })
})

test('members that are absent are left out', () => {
	const { body, details } = sealEntry({
		action: 'change.intended',
		actor: null,
		details: { reason: 'because', ticket: undefined },
	})
	expect(details).toBe('{"reason":"because"}')
	expect(Object.keys(JSON.parse(body))).toEqual(['action', 'actor', 'details', 'v'])
})

test('whatever an entry says stands in its body', () => {
	const entry: Required<Entry> = {
		action: 'request.filed',
		actor: { issuer: 'sandbox', subject: 'someone' },
		operationId: 'an operation',
		changeId: 'a change',
		groupId: 'a group',
		userId: '7',
		active: true,
		state: 'pending',
		stateBefore: 'not_assigned',
		httpStatus: 201,
		source: 'requests_page',
		undoes: 'another change',
		requestId: 12,
		requestState: 'open',
		requestKind: 'assign',
		requestVersion: 2,
		endsAt: '2026-12-01T17:00:00.000Z',
		approvals: 'second',
		person: { issuer: 'sandbox', subject: 'someone else' },
		role: 'officer',
		roleBefore: 'support',
		count: 3,
		before: '2026-01-01T00:00:00.000Z',
		details: {},
	}
	const { details: _, ...said } = entry
	expect(JSON.parse(sealEntry(entry).body)).toMatchObject(said)
})
