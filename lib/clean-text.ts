/** Control characters but tab and line feed: they break terminals, and NUL breaks PostgreSQL's text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out.
const controls = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g
/** Halves of a surrogate pair that stand alone: no UTF-8 can hold them. */
const loneSurrogates = /\p{Surrogate}/gu

/**
 * Text from outside as it may be stored: without NUL and other control characters (tab and line feed stay),
 * without lone surrogates, and cut between two characters to at most `maxBytes` of UTF-8.
 */
export function cleanText(text: string, maxBytes = 2048): string {
	const plain = text.replace(controls, '')
	const clean = plain.isWellFormed() ? plain : plain.replace(loneSurrogates, '')
	// No UTF-16 unit takes more than three bytes: most texts need no counting.
	if (clean.length * 3 <= maxBytes) return clean
	const { read } = new TextEncoder().encodeInto(clean, new Uint8Array(maxBytes))
	return clean.slice(0, read)
}
