import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useCursor } from './use-cursor.ts'

interface ComboboxOptions<T> {
	options: T[]
	keyOf: (option: T) => string
	/** Index of the option that Enter takes before an arrow key was used; -1 for none. */
	best: number
	/** True while `options` do not yet answer what was typed: keys are kept and done when they do. */
	busy: boolean
	onChoose: (option: T) => void
}

interface Queued {
	moves: number
	enter: boolean
}

const nothingQueued: Queued = { moves: 0, enter: false }

/** What was typed (`null`: nothing since the last choice) and whether the list is open. */
export function useComboboxState(initiallyOpen = false) {
	const [typed, setTyped] = useState<string | null>(null)
	const [isOpen, setIsOpen] = useState(initiallyOpen)
	return { typed, setTyped, isOpen, setIsOpen }
}

/**
 * An editable combobox with a list, as the ARIA Authoring Practices describe it: focus stays in the text box,
 * the arrows move through the list, Enter takes the option, Esc leaves everything as it was.
 */
export function useCombobox<T>(
	state: ReturnType<typeof useComboboxState>,
	{ options, keyOf, best, busy, onChoose }: ComboboxOptions<T>,
) {
	const { setTyped, isOpen, setIsOpen } = state
	const id = useId()
	const [queued, setQueued] = useState(nothingQueued)
	const input = useRef<HTMLInputElement>(null)

	const optionId = (index: number) => `${id}-option-${index}`
	const cursor = useCursor({ options, keyOf, best, busy, optionId })

	const open = () => setIsOpen(true)
	const close = () => {
		setIsOpen(false)
		cursor.reset()
		setQueued(nothingQueued)
	}
	const restore = () => {
		setTyped(null)
		close()
	}
	const choose = (option: T | undefined) => {
		if (option === undefined) return
		restore()
		onChoose(option)
	}

	// Keys pressed before the answer came are done on the answer, never on the list of an earlier text.
	useEffect(() => {
		if (busy || queued === nothingQueued) return
		setQueued(nothingQueued)
		const option = queued.moves === 0 ? options[best] : cursor.moveBy(queued.moves)
		if (!queued.enter) return
		if (option !== undefined) choose(option)
		else if (document.activeElement !== input.current) close()
	})

	const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
		if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey) return
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			event.preventDefault()
			const step = event.key === 'ArrowDown' ? 1 : -1
			if (!isOpen) open()
			else if (busy) setQueued(({ moves, enter }) => ({ moves: moves + step, enter }))
			else cursor.moveBy(step)
		} else if (event.key === 'Enter') {
			event.preventDefault()
			if (!isOpen) return
			if (busy) setQueued(({ moves }) => ({ moves, enter: true }))
			else choose(options[cursor.activeIndex])
		} else if (event.key === 'Escape' && isOpen) {
			event.preventDefault()
			event.stopPropagation()
			restore()
		}
	}

	return {
		activeIndex: cursor.activeIndex,
		/** The active option is only the best match so far: no key or pointer went to it. */
		isOffered: (index: number) => index === cursor.activeIndex && cursor.isUnmoved,
		/** Enter was pressed before the answer came: the choice is still to be made, wherever the focus is by then. */
		isWaiting: queued.enter,
		listId: `${id}-list`,
		open,
		close,
		restore,
		input,
		inputProps: {
			ref: input,
			role: 'combobox' as const,
			autoComplete: 'off',
			autoCapitalize: 'none',
			spellCheck: false,
			'aria-autocomplete': 'list' as const,
			'aria-expanded': isOpen,
			'aria-controls': isOpen ? `${id}-list` : undefined,
			'aria-activedescendant': isOpen && cursor.activeIndex >= 0 ? optionId(cursor.activeIndex) : undefined,
			onKeyDown,
			onChange: (text: string) => {
				setTyped(text)
				cursor.reset()
				setQueued(nothingQueued)
				open()
			},
		},
		optionProps: (index: number) => ({
			id: optionId(index),
			role: 'option' as const,
			'aria-selected': index === cursor.activeIndex,
			onPointerMove: () => cursor.moveTo(index),
			onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
			onClick: () => choose(options[index]),
		}),
	}
}
