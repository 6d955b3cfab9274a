/** Control characters but tab and line feed: they break terminals, and NUL breaks PostgreSQL's text. */
const controls = /[\p{Cc}--[\t\n]]/gv
/** Halves of a surrogate pair that stand alone: no UTF-8 can hold them. */
const loneSurrogates = /\p{Surrogate}/gu

/**
 * Text from outside as it may be stored: without NUL and other control characters (tab and line feed stay),
 * without lone surrogates, and cut between two characters to at most `maxBytes` of UTF-8.
 */
export function cleanText(text: string, maxBytes = 2048): string {
	const clean = text.replace(controls, '').replace(loneSurrogates, '')
	const { read } = new TextEncoder().encodeInto(clean, new Uint8Array(maxBytes))
	return clean.slice(0, read)
}
