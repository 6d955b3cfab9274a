import { parseExactJson } from './exact-json.ts'

/** What an answer carried. Only `json` can be the pod's own word; the content type is not trusted either way. */
export type AnswerBody =
	| { kind: 'json'; value: unknown }
	| { kind: 'empty' }
	| { kind: 'not_json' }
	| { kind: 'too_large' }

/**
 * Reads an answer's body, at most `maxBytes` of it after decompression, and parses it without losing a digit.
 * @throws what the stream throws when the connection breaks or the call is aborted
 */
export async function readAnswerBody(response: Response, maxBytes: number): Promise<AnswerBody> {
	const bytes = await readBytes(response, maxBytes)
	if (bytes === null) return { kind: 'too_large' }
	const text = new TextDecoder().decode(bytes)
	if (text.trim() === '') return { kind: 'empty' }
	try {
		return { kind: 'json', value: parseExactJson(text) }
	} catch {
		// Not only a SyntaxError: nesting deep enough ends in a RangeError.
		return { kind: 'not_json' }
	}
}

async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array | null> {
	const reader = response.body?.getReader()
	if (!reader) return new Uint8Array()
	const chunks: Uint8Array[] = []
	let length = 0
	for (;;) {
		const { done, value } = await reader.read()
		if (done) return Buffer.concat(chunks, length)
		length += value.length
		if (length > maxBytes) {
			await reader.cancel()
			return null
		}
		chunks.push(value)
	}
}
