import { useEffect, useRef } from 'react'
import { presenceEveryMs } from '#lib/auth/rules.ts'

/**
 * Says now and then that somebody is typing or pressing here: to the console, filling a form for half an hour looks
 * like leaving. Only the person's own input counts, and only in a tab that they see.
 */
export function usePresence(idleMs: number, isAlive: boolean, say: () => void): void {
	const saidAt = useRef(0)
	const latest = useRef({ isAlive, say })
	useEffect(() => {
		latest.current = { isAlive, say }
	})
	useEffect(() => {
		// The page itself was asked for just now, which counts.
		saidAt.current = Date.now()
		const onInput = ({ isTrusted }: Event) => {
			if (!isTrusted || document.hidden || !latest.current.isAlive) return
			if (Date.now() - saidAt.current < presenceEveryMs(idleMs)) return
			saidAt.current = Date.now()
			latest.current.say()
		}
		const options = { capture: true, passive: true }
		document.addEventListener('keydown', onInput, options)
		document.addEventListener('pointerdown', onInput, options)
		return () => {
			document.removeEventListener('keydown', onInput, options)
			document.removeEventListener('pointerdown', onInput, options)
		}
	}, [idleMs])
}
