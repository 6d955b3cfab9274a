import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

const now = new Date('2026-03-10T12:00:00Z')
const read = (...args: string[]) => readArguments(args, now)

test('a day is its midnight in UTC; a moment is itself', () => {
	expect(read('--before', '2020-01-31')).toEqual({ before: new Date('2020-01-31T00:00:00Z'), dryRun: false })
	expect(read('--before', '2020-01-31T09:30:00+02:00', '--dry-run')).toEqual({
		before: new Date('2020-01-31T07:30:00Z'),
		dryRun: true,
	})
})

test.each([
	[[], /Say up to which date/],
	[['--before'], /make no sense/],
	[['--befor', '2020-01-31'], /make no sense/],
	[['2020-01-31'], /make no sense/],
	[['--before', '31.01.2020'], /no date such as/],
	[['--before', '2020'], /no date such as/],
	[['--before', '2020-02-30'], /no date such as/],
	[['--before', '2020-13-01'], /no date such as/],
	[['--before', '2020-01-31T09:30:00'], /no date such as/],
	[['--before', '2026-03-11'], /in the future/],
	[['--before', '2026-03-10'], /less than a day ago/],
])('%o is refused with one sentence', (args, sentence) => {
	expect(() => read(...args)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
	expect(() => read(...args)).toThrow(sentence)
})
