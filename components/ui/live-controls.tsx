'use client'

import { type ReactNode, useSyncExternalStore } from 'react'

const neverChanges = () => () => {}

/** Whether the page's script is at work here; false in what the server sent. */
const useIsLive = () =>
	useSyncExternalStore(
		neverChanges,
		() => true,
		() => false,
	)

/**
 * Holds controls back until the page's script is at work: what is typed or pressed before that would be lost, or
 * sent as a plain form. They look the same all the while.
 */
export function LiveControls({ children }: { children: ReactNode }) {
	return (
		<fieldset disabled={!useIsLive()} className="contents">
			{children}
		</fieldset>
	)
}
