import { afterEach, expect, test } from 'vitest'
import { endProblem } from '#lib/requests/rules.ts'
import { endOfSpan, fromFieldText, spansWithin, toFieldText } from './end-choices.ts'
import { endWords } from './end-words.ts'

const ownZone = process.env.TZ
afterEach(() => {
	if (ownZone === undefined) delete process.env.TZ
	else process.env.TZ = ownZone
})

const dayMs = 86_400_000
const year = 365 * dayMs
const after = (days: number, now: string, maxGrantMs = year) =>
	endOfSpan({ days }, { nowMs: Date.parse(now), maxGrantMs })

test('a span of days ends at the same time of the clock, also where the clock is changed in between', () => {
	process.env.TZ = 'Europe/London'
	// Summer time ends on 25 October 2026 and begins on 28 March 2027.
	expect(after(7, '2026-10-20T08:05:37Z')).toBe('2026-10-27T09:05:00.000Z')
	expect(after(7, '2027-03-24T09:05:37Z')).toBe('2027-03-31T08:05:00.000Z')
	expect(after(1, '2026-11-30T18:00:00Z')).toBe('2026-12-01T18:00:00.000Z')
	process.env.TZ = 'America/New_York'
	expect(after(30, '2026-10-20T12:00:00Z')).toBe('2026-11-19T13:00:00.000Z')
})

test('the end of the day is that of the person’s own day', () => {
	process.env.TZ = 'Asia/Tokyo'
	expect(after(0, '2026-11-30T18:00:00Z')).toBe('2026-12-01T14:59:00.000Z')
	process.env.TZ = 'America/New_York'
	expect(after(0, '2026-11-30T03:00:00Z')).toBe('2026-11-30T04:59:00.000Z')
})

test('no span is offered that goes beyond the latest end, and none that is offered is refused', () => {
	process.env.TZ = 'Europe/London'
	expect(spansWithin(29 * dayMs).map(({ words }) => words)).toEqual(['End of day', '1 day', '7 days'])
	expect(spansWithin(year).map(({ days }) => days)).toEqual([0, 1, 7, 30, 90])
	for (const days of [1, 7, 30, 90]) {
		const limits = { nowMs: Date.parse('2026-10-20T08:05:37Z'), maxGrantMs: days * dayMs }
		for (const span of spansWithin(limits.maxGrantMs)) {
			expect(endProblem(endOfSpan(span, limits), limits)).toBeNull()
		}
	}
})

test('a date and a time that are typed are those of the browser’s zone', () => {
	process.env.TZ = 'America/New_York'
	expect(fromFieldText('2026-11-30T18:00')).toBe('2026-11-30T23:00:00.000Z')
	expect(toFieldText('2026-11-30T23:00:00.000Z')).toBe('2026-11-30T18:00')
})

test('a date that is not whole is no end', () => {
	expect(fromFieldText('')).toBe('')
	expect(toFieldText('')).toBe('')
	expect(toFieldText(null)).toBe('')
	expect(endWords('')).toBe('')
})

test('an end is said in the zone it is seen from and in UTC, with the date where it is another', () => {
	expect(endWords('2026-11-30T18:00:00Z', 'Europe/London')).toBe('Mon 30 Nov 2026, 18:00 GMT (18:00 UTC)')
	expect(endWords('2026-07-01T17:00:00Z', 'Europe/London')).toBe('Wed 1 Jul 2026, 18:00 BST (17:00 UTC)')
	expect(endWords('2026-11-30T18:00:00Z', 'Asia/Tokyo')).toBe(
		'Tue 1 Dec 2026, 03:00 GMT+9 (Mon 30 Nov 2026, 18:00 UTC)',
	)
	expect(endWords('2026-11-30T00:00:00Z', 'UTC')).toBe('Mon 30 Nov 2026, 00:00 UTC')
})
