import { expect, test } from 'vitest'
import { holdFor } from './before-sending.ts'

const verdict = { refusals: [], warnings: [], confirmation: null, noChange: false }
const global = { code: 'holds_global', message: 'This officer also holds Global.' }
const last = { code: 'last_assignee', message: 'The group would be left without any assignee.' }

test('a change without findings may be sent', () => {
	expect(holdFor(verdict, [])).toBeNull()
})

test('a warning that was on the screen does not stop the change', () => {
	expect(holdFor({ ...verdict, warnings: [global] }, ['holds_global', 'gone_since'])).toBeNull()
})

test('one warning that was not on the screen stops the change', () => {
	expect(holdFor({ ...verdict, warnings: [global, last] }, ['holds_global'])).toBe('new_warnings')
})

test('a refusal stops the change, whatever was on the screen', () => {
	expect(holdFor({ ...verdict, refusals: [global], noChange: true }, ['holds_global'])).toBe('refused')
})

test('nothing is sent where the pair is as asked for already', () => {
	expect(holdFor({ ...verdict, noChange: true, warnings: [last] }, [])).toBe('nothing_to_change')
})
