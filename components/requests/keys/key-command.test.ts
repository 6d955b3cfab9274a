import { describe, expect, test } from 'vitest'
import { type DeskCommand, type KeyPlace, type KeyPress, keyCommand } from './key-command.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
	key,
	repeat: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	...more,
})
const desk: KeyPlace = {
	isTyping: false,
	isTypingElsewhere: false,
	isDialogOpen: false,
	isHeldSinceDecision: false,
	lettersOn: true,
	isPanelOpen: false,
}
const panel = { ...desk, isPanelOpen: true }
const letters: [string, DeskCommand][] = [
	['j', 'next_row'],
	['k', 'previous_row'],
	['n', 'next_request'],
	['c', 'claim'],
	['a', 'approve'],
	['r', 'reject'],
	['?', 'help'],
]

describe.each(letters)('%s', (key, command) => {
	test(`means ${command}`, () => {
		expect(keyCommand(press(key), desk)).toBe(command)
	})

	test('does nothing with a modifier, in a field, under a dialog, or where letters are off', () => {
		for (const modifier of ['ctrlKey', 'metaKey', 'altKey']) {
			expect(keyCommand(press(key, { [modifier]: true }), desk)).toBeNull()
		}
		for (const place of [{ isTyping: true }, { isDialogOpen: true }, { lettersOn: false }]) {
			expect(keyCommand(press(key), { ...desk, ...place })).toBeNull()
		}
	})

	test('does nothing while a key is held from a decision on', () => {
		expect(keyCommand(press(key), { ...desk, isHeldSinceDecision: true })).toBeNull()
	})

	test('never decides, not even in the panel', () => {
		expect(keyCommand(press(key), panel)).not.toBe('decide')
	})
})

test('a held key moves, and does nothing else', () => {
	const held = letters.map(([key]) => keyCommand(press(key, { repeat: true }), desk))
	expect(held.filter((command) => command !== null)).toEqual(['next_row', 'previous_row'])
})

describe.each([{ ctrlKey: true }, { metaKey: true }])('Enter with %o', (modifier) => {
	test('decides in the panel, also from a field and with letters off', () => {
		const place = { ...panel, isTyping: true, lettersOn: false }
		expect(keyCommand(press('Enter', modifier), place)).toBe('decide')
	})

	test('decides nothing from a field that is not of the decision', () => {
		const place = { ...panel, isTyping: true, isTypingElsewhere: true }
		expect(keyCommand(press('Enter', modifier), place)).toBeNull()
	})

	test('decides nothing outside the panel, when held, under a dialog, or after a decision', () => {
		expect(keyCommand(press('Enter', modifier), desk)).toBeNull()
		expect(keyCommand(press('Enter', { ...modifier, repeat: true }), panel)).toBeNull()
		expect(keyCommand(press('Enter', modifier), { ...panel, isDialogOpen: true })).toBeNull()
		expect(keyCommand(press('Enter', modifier), { ...panel, isHeldSinceDecision: true })).toBeNull()
	})
})

test('Enter alone is left to what has the focus', () => {
	expect(keyCommand(press('Enter'), panel)).toBeNull()
})

test('Esc closes the panel, also with letters off, and nothing else', () => {
	expect(keyCommand(press('Escape'), { ...panel, isTyping: true, lettersOn: false })).toBe('close_panel')
	expect(keyCommand(press('Escape'), desk)).toBeNull()
})
