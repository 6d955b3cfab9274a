import { useState } from 'react'

interface CursorOptions<T> {
	options: T[]
	keyOf: (option: T) => string
	best: number
	busy: boolean
	/** The element of the option at an index. */
	optionId: (index: number) => string
}

/** Which option of a list keys and pointer are at. It stays with its option when the list around it changes. */
export function useCursor<T>({ options, keyOf, best, busy, optionId }: CursorOptions<T>) {
	const [movedTo, setMovedTo] = useState<string | null>(null)
	const movedIndex = options.findIndex((option) => keyOf(option) === movedTo)
	const activeIndex = movedIndex >= 0 || busy ? movedIndex : best

	const moveTo = (index: number) => {
		const option = options[index]
		if (option !== undefined && index !== activeIndex) setMovedTo(keyOf(option))
	}

	/** Gives the option that it came to. The first arrow key lands on the best match, which Enter alone would take too. */
	const moveBy = (steps: number) => {
		if (options.length === 0) return undefined
		const start = movedIndex < 0 && steps < 0 ? 0 : movedIndex
		const index = (((start + steps) % options.length) + options.length) % options.length
		const option = options[index]
		if (option !== undefined) setMovedTo(keyOf(option))
		document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' })
		return option
	}

	return {
		activeIndex,
		/** No key or pointer went to an option yet: the active one is only the best match so far. */
		isUnmoved: movedIndex < 0,
		moveTo,
		moveBy,
		reset: () => setMovedTo(null),
	}
}
