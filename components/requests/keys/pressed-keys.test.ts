import { expect, test } from 'vitest'
import { trackPressedKeys } from './pressed-keys.ts'

test('a key that was down at a decision holds until every key is up', () => {
	const keys = trackPressedKeys()
	keys.down('ControlLeft')
	keys.down('Enter')
	keys.hold()
	keys.up('Enter')
	expect(keys.isHeld()).toBe(true)
	keys.up('ControlLeft')
	expect(keys.isHeld()).toBe(false)
})

test('a decision without a key holds nothing', () => {
	const keys = trackPressedKeys()
	keys.hold()
	keys.down('KeyN')
	expect(keys.isHeld()).toBe(false)
})

test('letting go of ⌘ lets go of what macOS tells nothing of', () => {
	const keys = trackPressedKeys()
	keys.down('MetaLeft')
	keys.down('Enter')
	keys.hold()
	keys.up('MetaLeft')
	expect(keys.isHeld()).toBe(false)
})

test('a key let go of in another window holds nothing', () => {
	const keys = trackPressedKeys()
	keys.down('Enter')
	keys.hold()
	keys.forget()
	expect(keys.isHeld()).toBe(false)
})
