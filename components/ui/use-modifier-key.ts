import { useSyncExternalStore } from 'react'

const neverChanges = () => () => {}

/** The key that goes with a command here: `⌘` on Apple's machines, `Ctrl` elsewhere. */
export function useModifierKey(): '⌘' | 'Ctrl' {
	const isApple = useSyncExternalStore(
		neverChanges,
		() => /Mac|iP(hone|ad|od)/.test(navigator.platform),
		() => false,
	)
	return isApple ? '⌘' : 'Ctrl'
}
