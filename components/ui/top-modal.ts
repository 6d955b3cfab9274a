import { useSyncExternalStore } from 'react'

/** The modal dialogs that are open, the topmost last. Nothing outside the topmost can be reached. */
let open: readonly HTMLDialogElement[] = []
const listeners = new Set<() => void>()

function set(next: readonly HTMLDialogElement[]): void {
	open = next
	for (const listener of listeners) listener()
}

/** Notes a dialog as open. @returns what notes that it is closed */
export function noteModal(dialog: HTMLDialogElement): () => void {
	set([...open, dialog])
	return () => set(open.filter((other) => other !== dialog))
}

function subscribe(listener: () => void) {
	listeners.add(listener)
	return () => listeners.delete(listener)
}

/** The topmost modal dialog: what must be reachable from everywhere is put into it. */
export const useTopModal = (): HTMLDialogElement | null =>
	useSyncExternalStore(
		subscribe,
		() => open.at(-1) ?? null,
		() => null,
	)
