import { expect, test } from 'vitest'
import type { GroupOption, PersonOption } from '#lib/directory/schemas.ts'
import { optionKey, paletteOptions } from './palette-options.ts'

const group: GroupOption = {
	id: 'g-1',
	name: 'Equities London',
	area: null,
	active: true,
	memberCount: null,
	assigneeCount: null,
	isGlobal: false,
}
const person: PersonOption = {
	id: '4711',
	name: null,
	username: 'aquill',
	emailAddress: null,
	roles: null,
	canBeAssigned: null,
}
const found = { groups: [group], people: [person] }
const keysOf = (text: string, mayAsk: boolean) => paletteOptions({ ...found, text, mayAsk }).map(optionKey)

test('those who may ask are offered to, for the best of each kind and for anything, after what was found', () => {
	expect(keysOf('e', true)).toEqual(['group g-1', 'person 4711', 'ask g-1 ', 'ask  4711', 'ask'])
})

test('before anything is typed, a new request comes first', () => {
	expect(keysOf('', true)).toEqual(['ask', 'group g-1', 'person 4711'])
})

test('those who may not ask are offered what was found alone', () => {
	expect(keysOf('e', false)).toEqual(['group g-1', 'person 4711'])
})

test('where nothing was found, a request can still be begun', () => {
	expect(paletteOptions({ groups: [], people: [], text: 'x', mayAsk: true })).toEqual([
		{ kind: 'ask', of: null },
	])
})
