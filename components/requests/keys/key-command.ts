/** Which key does what at the desk. */

export type DeskCommand =
	| 'next_row'
	| 'previous_row'
	| 'next_request'
	| 'claim'
	| 'approve'
	| 'reject'
	| 'help'
	| 'decide'
	| 'close_panel'

export interface KeyPress {
	key: string
	/** The key is held, and this is not its first press. */
	repeat: boolean
	ctrlKey: boolean
	metaKey: boolean
	altKey: boolean
}

export interface KeyPlace {
	/** The focus is in a field that takes text. */
	isTyping: boolean
	/** That field is of something else than the decision, such as a comment. */
	isTypingElsewhere: boolean
	isDialogOpen: boolean
	/** A key that was down when something was decided has not been let go of yet. */
	isHeldSinceDecision: boolean
	/** The viewer has left single-letter keys on. */
	lettersOn: boolean
	/** The decision is open with its summary. */
	isPanelOpen: boolean
}

const letters: Partial<Record<string, DeskCommand>> = {
	j: 'next_row',
	k: 'previous_row',
	n: 'next_request',
	c: 'claim',
	a: 'approve',
	r: 'reject',
	'?': 'help',
}

/** Moving may go on while a key is held; nothing is opened or decided by that. */
const mayRepeat: readonly DeskCommand[] = ['next_row', 'previous_row']

/** What a key does where it is pressed; `null`: nothing. No single key decides anything. */
export function keyCommand(press: KeyPress, place: KeyPlace): DeskCommand | null {
	if (place.isDialogOpen || place.isHeldSinceDecision) return null
	const { key, repeat, ctrlKey, metaKey, altKey } = press
	if (key === 'Enter' && (ctrlKey || metaKey) && !altKey) {
		return place.isPanelOpen && !place.isTypingElsewhere && !repeat ? 'decide' : null
	}
	if (ctrlKey || metaKey || altKey) return null
	if (key === 'Escape') return place.isPanelOpen && !repeat ? 'close_panel' : null
	if (place.isTyping || !place.lettersOn) return null
	const command = letters[key] ?? null
	return command && repeat && !mayRepeat.includes(command) ? null : command
}
