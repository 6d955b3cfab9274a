import { useSyncExternalStore } from 'react'

let live = false
const listeners = new Set<() => void>()

function goLive(): void {
	live = true
	for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
	// In a task of its own: what React does for a store at once, it does in the one that starts the page.
	if (!live && listeners.size === 0) setTimeout(goLive)
	listeners.add(listener)
	return () => listeners.delete(listener)
}

/** Whether the page's script is at work here; false in what the server sent. */
export const useIsLive = (): boolean =>
	useSyncExternalStore(
		subscribe,
		() => live,
		() => false,
	)
