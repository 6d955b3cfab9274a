import { type RefObject, useEffect, useRef } from 'react'
import { type DeskCommand, keyCommand } from './key-command.ts'
import { type PressedKeys, trackPressedKeys } from './pressed-keys.ts'

interface DeskKeys {
	lettersOn: boolean
	isPanelOpen: boolean
	/** The decision. */
	formRef: RefObject<HTMLFormElement | null>
	run: (command: DeskCommand) => void
}

const textField = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]'

const isTyping = (target: EventTarget | null) =>
	target instanceof Element && target.closest(textField) !== null

const isWithin = (form: HTMLFormElement | null, target: EventTarget | null) =>
	target instanceof Element && form !== null && form.contains(target)

/**
 * Listens to the desk's keys.
 * @returns `hold`: ignores every key until all that are down now are up again
 */
export function useDeskKeys(keys: DeskKeys) {
	const latest = useRef(keys)
	useEffect(() => {
		latest.current = keys
	})
	const pressed = useRef<PressedKeys>(null)
	pressed.current ??= trackPressedKeys()
	const tracked = pressed.current

	useEffect(() => {
		/** The key of the last command: held on, it would type into the field that the command led to. */
		let used: string | null = null
		const onKeyDown = (event: KeyboardEvent) => {
			tracked.down(event.code)
			const isPressingControl = event.key === 'Enter' && !isTyping(event.target)
			const isHeldOn = event.repeat || tracked.isHeld()
			if (isHeldOn && (event.code === used || isPressingControl)) event.preventDefault()
			if (event.isComposing) return
			const { lettersOn, isPanelOpen, formRef, run } = latest.current
			const typing = isTyping(event.target)
			const command = keyCommand(event, {
				isTyping: typing,
				isTypingElsewhere: typing && !isWithin(formRef.current, event.target),
				isDialogOpen: document.querySelector('dialog[open]') !== null,
				isHeldSinceDecision: tracked.isHeld(),
				lettersOn,
				isPanelOpen,
			})
			if (!command) return
			event.preventDefault()
			used = event.code
			run(command)
		}
		const onKeyUp = (event: KeyboardEvent) => {
			tracked.up(event.code)
			if (event.code === used) used = null
		}
		const onBlur = () => tracked.forget()
		// First of all listeners: what is held must not reach the control that has the focus.
		window.addEventListener('keydown', onKeyDown, true)
		window.addEventListener('keyup', onKeyUp, true)
		window.addEventListener('blur', onBlur)
		return () => {
			window.removeEventListener('keydown', onKeyDown, true)
			window.removeEventListener('keyup', onKeyUp, true)
			window.removeEventListener('blur', onBlur)
		}
	}, [tracked])

	return { hold: tracked.hold }
}
