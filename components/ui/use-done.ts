import { type RefObject, useEffect, useRef, useState } from 'react'

interface Done {
	/** What was done last, in a sentence; empty before the first. */
	done: string
	/** Takes the focus when something was done: what was pressed for it may be gone. */
	place: RefObject<HTMLDivElement | null>
	onDone: (sentence: string) => void
}

/** What was done last in a list, and where the focus goes then. */
export function useDone(): Done {
	const [last, setLast] = useState({ sentence: '' })
	const place = useRef<HTMLDivElement>(null)
	useEffect(() => {
		if (last.sentence) place.current?.focus()
	}, [last])
	return { done: last.sentence, place, onDone: (sentence) => setLast({ sentence }) }
}
