import { expect, it } from 'vitest'
import type { AccessView } from '#lib/audit/schemas.ts'
import type { EntryAction } from '#lib/ledger/schemas.ts'
import { accessWords, actionWord } from './words.ts'

const nothing: AccessView = {
	name: null,
	subject: null,
	role: null,
	roleBefore: null,
	browser: null,
	address: null,
	sessions: null,
	why: null,
}

it.each<[EntryAction, Partial<AccessView>, string]>([
	['person.signed_in', { browser: 'Chrome on Windows', role: 'officer' }, 'Signed in · Chrome on Windows'],
	['person.signed_in', {}, 'Signed in · Unknown browser'],
	[
		'person.role_changed',
		{ role: 'officer', roleBefore: 'support' },
		'Role changed · From support staff to compliance officer',
	],
	[
		'person.sign_in_failed',
		{ name: 'Jo Fenwick', subject: 's-1', why: 'The account gives no role here.' },
		'Sign-in failed · Jo Fenwick · The account gives no role here.',
	],
	['person.sign_in_failed', { why: 'It was called off.' }, 'Sign-in failed · It was called off.'],
	['person.signed_out', {}, 'Signed out'],
	['person.disabled', { name: 'Jo Fenwick', sessions: 2 }, 'Person disabled · Jo Fenwick · 2 sessions'],
	['person.disabled', { name: 'Jo Fenwick', sessions: 0 }, 'Person disabled · Jo Fenwick'],
	['person.enabled', { name: null, subject: 's-1' }, 'Person enabled · s-1'],
	['person.sessions_ended', { name: 'Jo Fenwick', sessions: 1 }, 'Sessions ended · Jo Fenwick · 1 session'],
])('%s of %o reads “%s”', (action, access, line) => {
	const operation = { action, active: null, isErased: false, access: { ...nothing, ...access } }
	expect([actionWord(operation), accessWords(operation)].filter(Boolean).join(' · ')).toBe(line)
})

it('says nothing of access where an entry is about something else', () => {
	expect(accessWords({ action: 'record.exported', access: null, isErased: false })).toBeNull()
})

it('says nothing of a browser that is no longer kept', () => {
	expect(accessWords({ action: 'person.signed_in', access: nothing, isErased: true })).toBeNull()
})
