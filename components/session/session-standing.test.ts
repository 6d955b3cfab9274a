import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SessionView } from '#lib/auth/schemas.ts'
import { isConfirmed, leftWords, standingOf } from './session-standing.ts'

const minute = 60_000
const now = Date.parse('2026-11-28T12:00:00Z')
const at = (ms: number) => new Date(now + ms).toISOString()

function viewOf(idleLeftMs: number, endLeftMs: number, authenticatedMsAgo = 0): SessionView {
	return {
		person: { id: 'x', name: 'Jo Fenwick', role: 'officer' },
		idleEndsAt: at(Math.min(idleLeftMs, endLeftMs)),
		endsAt: at(endLeftMs),
		signedInAt: at(-minute),
		authenticatedAt: at(-authenticatedMsAgo),
		now: at(0),
	}
}

const limits = fc.record({
	idleMs: fc.integer({ min: minute, max: 120 * minute }),
	maxMs: fc.integer({ min: 60 * minute, max: 24 * 60 * minute }),
})
const span = fc.integer({ min: 0, max: 24 * 60 * minute })

it('warns five minutes before whichever end comes first, or a fifth of its limit, and not before', () => {
	fc.assert(
		fc.property(limits, span, span, span, (given, idleMs, endMs, sinceMs) => {
			const standing = standingOf(viewOf(idleMs, endMs), sinceMs, given)
			const idleLeft = Math.max(0, Math.min(idleMs, endMs) - sinceMs)
			const endLeft = Math.max(0, endMs - sinceMs)
			const nearIdle = idleLeft <= Math.min(5 * minute, given.idleMs / 5)
			const nearEnd = endLeft <= Math.min(5 * minute, given.maxMs / 5)
			expect(standing.kind !== 'fine').toBe(nearIdle || (nearEnd && endLeft <= idleLeft))
			if (standing.kind === 'idle') expect(standing.leftMs).toBe(idleLeft)
			if (standing.kind === 'end') expect([nearEnd, standing.leftMs]).toEqual([true, endLeft])
		}),
	)
})

it('offers to stay only where staying helps', () => {
	const given = { idleMs: 30 * minute, maxMs: 720 * minute }
	expect(standingOf(viewOf(4 * minute, 60 * minute), 0, given).kind).toBe('idle')
	expect(standingOf(viewOf(30 * minute, 4 * minute), 0, given).kind).toBe('end')
	expect(standingOf(viewOf(2 * minute, 4 * minute), 0, given).kind).toBe('idle')
	expect(standingOf(viewOf(30 * minute, 60 * minute), 26 * minute, given).kind).toBe('idle')
	expect(standingOf(viewOf(30 * minute, 60 * minute), 24 * minute, given).kind).toBe('fine')
})

it('takes a sign-in of fifteen minutes for recent, and an older or unproven one for none', () => {
	expect(isConfirmed(viewOf(0, 0, 15 * minute))).toBe(true)
	expect(isConfirmed(viewOf(0, 0, 15 * minute + 1))).toBe(false)
	expect(isConfirmed({ ...viewOf(0, 0), authenticatedAt: new Date(0).toISOString() })).toBe(false)
})

it.each([
	[299_000, '5 minutes'],
	[240_001, '5 minutes'],
	[61_000, '2 minutes'],
	[60_000, 'less than a minute'],
	[0, 'less than a minute'],
])('%d ms are “%s”', (ms, words) => expect(leftWords(ms)).toBe(words))
