/** Which keys are down, and whether one of them was down already when something was decided. */
export interface PressedKeys {
	down(code: string): void
	up(code: string): void
	/** Every key is up again, as far as anyone can tell: the window was left. */
	forget(): void
	/** From now on, until every key is up, `isHeld` says so. */
	hold(): void
	isHeld(): boolean
}

export function trackPressedKeys(): PressedKeys {
	const pressed = new Set<string>()
	let held = false
	const settle = () => {
		if (pressed.size === 0) held = false
	}
	return {
		down: (code) => void pressed.add(code),
		up: (code) => {
			// While ⌘ is down, macOS tells of no other key being let go of.
			if (code.startsWith('Meta')) pressed.clear()
			pressed.delete(code)
			settle()
		},
		forget: () => {
			pressed.clear()
			settle()
		},
		hold: () => {
			held = pressed.size > 0
		},
		isHeld: () => held,
	}
}
