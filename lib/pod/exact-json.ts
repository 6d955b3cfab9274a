/**
 * JSON in which no integer loses a digit. Identifiers on the wire are int64 and may pass 2^53, where
 * `JSON.parse` would round them; here such a number becomes a bigint, and a bigint is written as a bare number.
 */

export type ExactJson = string | number | bigint | boolean | null | ExactJson[] | { [key: string]: ExactJson }

const integerLiteral = /^-?(?:0|[1-9]\d*)$/

// The source text of a primitive is the third argument of a reviver (ECMAScript 2026, Node 24); TypeScript's
// library does not declare it yet.
type SourceReviver = (key: string, value: unknown, context: { source?: string }) => unknown
type ParseWithSource = (text: string, reviver: SourceReviver) => unknown
type RawJson = (text: string) => unknown
const parseWithSource = JSON.parse as ParseWithSource
const rawJson = (JSON as unknown as { rawJSON: RawJson }).rawJSON

/**
 * Parses JSON; an integer beyond ±(2^53 − 1) comes back as a bigint, everything else as `JSON.parse` gives it.
 * @throws SyntaxError when the text is not JSON
 */
export function parseExactJson(text: string): unknown {
	// Every integer of up to 15 digits is exact as it is, and looking at each value costs several times the parsing.
	if (!/\d{16}/.test(text)) return JSON.parse(text)
	return parseWithSource(text, (_key, value, context) => {
		const { source } = context
		if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
		return source !== undefined && integerLiteral.test(source) ? BigInt(source) : value
	})
}

/** Writes JSON; a bigint becomes a bare integer, digit for digit. */
export function writeExactJson(value: unknown): string {
	return JSON.stringify(value, (_key, item: unknown) =>
		typeof item === 'bigint' ? rawJson(item.toString()) : item,
	)
}
