/** A line of a picker: something the pod listed, or an ID taken as it was typed. */
export interface PickOption<T> {
	id: string
	listed: T | null
}

interface Listing<T> {
	listed: T[]
	/** What was typed, where it could be an ID as it stands; else `null`. */
	text: string | null
	/** The list does not answer what was typed yet. */
	isBusy: boolean
}

/** Text that nobody types as part of a name: offered as an ID without waiting for the list. */
const looksLikeId = (text: string) => /^[^\s@]{6,}$/.test(text) && /\d/.test(text)

/**
 * The listed ones, and under them the typed ID where it is not listed itself. While the list is on its way, a word
 * that may be part of a name is not offered as an ID: it would be taken for the match that is still to come.
 */
export function fromListing<T extends { id: string }>({ listed, text, isBusy }: Listing<T>): PickOption<T>[] {
	const options: PickOption<T>[] = listed.map((one) => ({ id: one.id, listed: one }))
	if (text !== null && (!isBusy || looksLikeId(text)) && !listed.some(({ id }) => id === text))
		options.push({ id: text, listed: null })
	return options
}

export const pickKey = ({ id }: { id: string }) => id
