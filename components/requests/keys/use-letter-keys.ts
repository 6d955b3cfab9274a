import { useSyncExternalStore } from 'react'

const storeKey = 'scopekeeper.letter-keys'
const changed = 'scopekeeper:letter-keys'

function subscribe(onChange: () => void): () => void {
	window.addEventListener('storage', onChange)
	window.addEventListener(changed, onChange)
	return () => {
		window.removeEventListener('storage', onChange)
		window.removeEventListener(changed, onChange)
	}
}

/** For this page alone, where the browser keeps nothing. */
let unkept: boolean | null = null

function areOn(): boolean {
	try {
		return unkept ?? window.localStorage.getItem(storeKey) !== 'off'
	} catch {
		return unkept ?? true
	}
}

function turn(on: boolean): void {
	try {
		window.localStorage.setItem(storeKey, on ? 'on' : 'off')
	} catch {
		unkept = on
	}
	window.dispatchEvent(new Event(changed))
}

/** Whether single-letter keys are on in this browser, and how they are turned on and off. */
export function useLetterKeys() {
	const lettersOn = useSyncExternalStore(subscribe, areOn, () => true)
	return { lettersOn, turn }
}
