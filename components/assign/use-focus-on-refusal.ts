import { useEffect, useRef } from 'react'
import type { Hold } from './before-sending.ts'
import type { Refusal } from './use-refusals.ts'

/** Leads the reader to why nothing was sent. */
export function useFocusOnRefusal(hold: Hold, refusal: Refusal | null) {
	const findings = useRef<HTMLDivElement>(null)
	const outcome = useRef<HTMLDivElement>(null)
	useEffect(() => {
		if (hold === 'refused' || hold === 'new_warnings') findings.current?.focus()
		else if (hold || refusal) outcome.current?.focus()
	}, [hold, refusal])
	return { findings, outcome }
}
