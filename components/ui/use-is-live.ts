import { useSyncExternalStore } from 'react'

const neverChanges = () => () => {}

/** Whether the page's script is at work here; false in what the server sent. */
export const useIsLive = () =>
	useSyncExternalStore(
		neverChanges,
		() => true,
		() => false,
	)
