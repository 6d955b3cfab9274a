import { type RefObject, useEffect } from 'react'

/** Submits the form on ⌘↵ and Ctrl ↵ from anywhere on the page, unless a dialog lies over it. */
export function useApplyShortcut(form: RefObject<HTMLFormElement | null>) {
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.repeat) return
			if (document.querySelector('dialog[open]')) return
			event.preventDefault()
			form.current?.requestSubmit()
		}
		window.addEventListener('keydown', onKeyDown)
		return () => window.removeEventListener('keydown', onKeyDown)
	}, [form])
}
