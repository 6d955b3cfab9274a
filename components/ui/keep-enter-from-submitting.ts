import type { KeyboardEvent } from 'react'

/** Enter in a line of text is not a decision: the button is, or Enter with ⌘ or Ctrl. */
export function keepEnterFromSubmitting(event: KeyboardEvent) {
	const isLine = event.target instanceof HTMLInputElement && event.target.type !== 'submit'
	if (event.key === 'Enter' && isLine && !event.metaKey && !event.ctrlKey) event.preventDefault()
}
