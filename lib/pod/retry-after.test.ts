import { expect, it } from 'vitest'
import { parseRetryAfter } from './retry-after.ts'

const nowMs = Date.parse('2026-03-01T12:00:00Z')

it.each([
	['0', 0],
	['7', 7_000],
	[' 120 ', 120_000],
	['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
	['Sun, 01 Mar 2026 11:00:00 GMT', 0],
])('Retry-After %j means %d ms', (header, expected) => {
	expect(parseRetryAfter(header, nowMs)).toBe(expected)
})

it.each([null, '', '-1', '1.5', 'soon', '99999999999999999999'])('Retry-After %j says nothing', (header) => {
	expect(parseRetryAfter(header, nowMs)).toBeNull()
})
