import fc from 'fast-check'
import { expect, it } from 'vitest'
import { provenSignIn, unprovenSignIn } from './proven-sign-in.ts'
import { isRecentSignIn } from './require-recent-sign-in.ts'

const now = new Date('2026-11-28T12:00:00.400Z')
const seconds = (offset: number) => Math.floor(now.getTime() / 1000) + offset

it('takes the moment that the provider names, and never one after now', () => {
	fc.assert(
		fc.property(fc.integer({ min: -10_000_000, max: 60 }), (offset) => {
			const proven = provenSignIn(seconds(offset), now).getTime()
			expect(proven).toBeLessThanOrEqual(now.getTime())
			if (offset <= 0) expect(proven).toBe(seconds(offset) * 1000)
			else expect(now.getTime() - proven).toBeLessThan(1000)
		}),
	)
})

it('takes nothing for proven that is missing, no number, or further ahead than clocks may differ', () => {
	const worthless = fc.oneof(
		fc.constantFrom(undefined, null, '', Number.NaN, Number.POSITIVE_INFINITY, -1, true, [], {}),
		fc.integer({ min: 62, max: 1_000_000_000_000 }).map(seconds),
		fc.integer({ min: -900, max: 0 }).map((offset) => String(seconds(offset))),
	)
	fc.assert(
		fc.property(worthless, (authTime) => {
			expect(provenSignIn(authTime, now)).toEqual(unprovenSignIn)
		}),
	)
	expect(isRecentSignIn({ authenticatedAt: unprovenSignIn })).toBe(false)
})
