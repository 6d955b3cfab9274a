import { useEffect, useRef, useState } from 'react'
import type { RequestView } from '#lib/requests/schemas.ts'
import { requestOutcome } from '../words.ts'
import type { DecisionSurroundings } from './surroundings.ts'

/** What the course of a decision brings with it: where the reader is led, what is said, what is read again. */

/** Leads the reader to the heading of what was opened, and to what came of a decision once that is on the screen. */
export function useReading(takesFocus: () => boolean) {
	const heading = useRef<HTMLHeadingElement>(null)
	const outcome = useRef<HTMLHeadingElement>(null)
	const isAwaited = useRef(false)
	const [, setAsked] = useState(0)
	useEffect(() => {
		if (takesFocus()) heading.current?.focus()
		if (!isAwaited.current || !outcome.current) return
		isAwaited.current = false
		outcome.current.focus()
	})
	const leadToOutcome = () => {
		isAwaited.current = true
		setAsked((times) => times + 1)
	}
	return { heading, outcome, leadToOutcome }
}

/** Says why nothing was opened by a key, where there is nothing to decide. */
export function useRefusedPanel({ panel, onClosePanel, onSay }: DecisionSurroundings, why: string | null) {
	useEffect(() => {
		if (panel === null || why === null) return
		onSay(why)
		onClosePanel()
	}, [panel, why, onSay, onClosePanel])
}

/** Tells of what comes of the viewer's decision after it was answered. */
export function useFollowed(request: RequestView, onOutcome: (request: RequestView) => void) {
	const said = useRef<string | null>(null)
	const title = requestOutcome(request)?.title ?? null
	useEffect(() => {
		if (said.current === null || title === null || said.current === title) return
		said.current = title
		onOutcome(request)
	}, [title, request, onOutcome])
	return (answer: RequestView) => {
		said.current = requestOutcome(answer)?.title ?? null
	}
}

/** The pair as it was on the screen is past once something came of the request. */
export function useReadAgainAfter({ state }: RequestView, refetch: () => unknown) {
	const shown = useRef(state)
	useEffect(() => {
		if (shown.current === state) return
		shown.current = state
		if (state !== 'sending') void refetch()
	}, [state, refetch])
}
