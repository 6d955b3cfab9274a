import { type FocusEvent, useEffect, useRef } from 'react'

/**
 * Gives the focus back to what had it before a region took it, once the region goes with the focus inside.
 * @returns what the region listens with
 */
export function useFocusReturn(isThere: boolean) {
	const holdsFocus = useRef(false)
	const before = useRef<HTMLElement | null>(null)

	useEffect(() => {
		if (isThere || !holdsFocus.current) return
		holdsFocus.current = false
		const back = before.current?.isConnected ? before.current : document.getElementById('main')
		if (document.activeElement === document.body) back?.focus()
	}, [isThere])

	return {
		onFocus: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
			if (currentTarget.contains(relatedTarget)) return
			// Without one, it comes back from another window or tab: what had it first still counts.
			if (relatedTarget instanceof HTMLElement) before.current = relatedTarget
			else if (!holdsFocus.current) before.current = null
			holdsFocus.current = true
		},
		onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
			if (document.hasFocus() && !currentTarget.contains(relatedTarget)) holdsFocus.current = false
		},
	}
}
