import { expect, test } from 'vitest'
import { agoWords, dayWords, dueWords, minuteWords } from './due-words.ts'

const now = Date.parse('2026-11-25T12:00:00Z')
const at = (words: string) => Date.parse(words)

test.each([
	['2026-11-25T15:00:00Z', 'due in 3 h'],
	['2026-11-25T14:59:59Z', 'due in 2 h'],
	['2026-11-25T12:59:59Z', 'due in 59 min'],
	['2026-11-25T12:00:10Z', 'due in 1 min'],
	['2026-11-25T12:00:00Z', 'due in 1 min'],
	['2026-11-27T11:59:59Z', 'due in 47 h'],
	['2026-11-28T12:00:00Z', 'due in 3 days'],
])('what is due at %s is %s', (due, text) => {
	expect(dueWords(at(due), now)).toEqual({ text, isOverdue: false })
})

test.each([
	['2026-11-25T11:59:59Z', 'overdue 1 min'],
	['2026-11-25T11:20:00Z', 'overdue 40 min'],
	['2026-11-25T09:00:00Z', 'overdue 3 h'],
	['2026-11-20T12:00:00Z', 'overdue 5 days'],
])('what was due at %s is %s', (due, text) => {
	expect(dueWords(at(due), now)).toEqual({ text, isOverdue: true })
})

test.each([
	['2026-11-25T11:59:30Z', 'just now'],
	['2026-11-25T11:59:00Z', '1 minute ago'],
	['2026-11-25T11:35:00Z', '25 minutes ago'],
	['2026-11-25T10:59:00Z', '1 hour ago'],
	['2026-11-22T12:00:00Z', '3 days ago'],
	['2026-11-25T12:00:05Z', 'just now'],
])('what happened at %s was %s', (moment, text) => {
	expect(agoWords(at(moment), now)).toBe(text)
})

test('moments are told in UTC, whatever the zone of the reader', () => {
	expect(minuteWords(at('2026-11-30T19:30:00+01:30'))).toBe('30 Nov 2026, 18:00 UTC')
	expect(dayWords(at('2026-03-04T23:30:00-01:00'))).toBe('5 Mar 2026')
})
