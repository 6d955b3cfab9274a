'use client'

import { useSyncExternalStore } from 'react'

let said = ''
const listeners = new Set<() => void>()

/** Has a sentence read out that must outlast the page it comes from. */
export function announce(sentence: string): void {
	said = sentence
	for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
	listeners.add(listener)
	return () => listeners.delete(listener)
}

/** Where `announce` is heard: once, around all pages. */
export function Announcer() {
	const sentence = useSyncExternalStore(
		subscribe,
		() => said,
		() => '',
	)
	return (
		<p role="status" className="sr-only">
			{sentence}
		</p>
	)
}
