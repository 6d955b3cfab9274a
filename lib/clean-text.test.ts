import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'

/** Any 16-bit units in any order: lone surrogates and controls included. */
const anyUnits = fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) })
const anyText = fc.oneof(anyUnits, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
const bytes = (text: string) => Buffer.byteLength(text, 'utf8')

test('what is kept is well formed, without control characters but tab and line feed, and within the limit', () => {
	fc.assert(
		fc.property(anyText, fc.nat({ max: 60 }), (text, maxBytes) => {
			const clean = cleanText(text, maxBytes)
			expect(clean.isWellFormed()).toBe(true)
			expect(clean.replace(/[\t\n]/g, '')).not.toMatch(/\p{Cc}/u)
			expect(bytes(clean)).toBeLessThanOrEqual(maxBytes)
			expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean)
		}),
	)
})

test('text that needs no cleaning and fits is left as it is', () => {
	fc.assert(
		fc.property(
			fc.string({ unit: fc.constantFrom('a', '\t', '\n', 'é', 'ש', '\u2028', '😀', '\\', '"') }),
			(text) => {
				expect(cleanText(text)).toBe(text)
			},
		),
	)
})

test('a cut takes no more than the next character would need', () => {
	fc.assert(
		fc.property(anyText, fc.nat({ max: 60 }), (text, maxBytes) => {
			const [whole, cut] = [cleanText(text), cleanText(text, maxBytes)]
			expect(whole.startsWith(cut)).toBe(true)
			const [next = ''] = whole.slice(cut.length)
			expect(next === '' || bytes(cut) + bytes(next) > maxBytes).toBe(true)
		}),
	)
})

test('cleaning twice is cleaning once', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			expect(cleanText(cleanText(text))).toBe(cleanText(text))
		}),
	)
})

test('the pod’s 100 kB with NUL in it become 2 KB without', () => {
	const clean = cleanText('no\u0000 '.repeat(25_000))
	expect(bytes(clean)).toBe(2048)
	expect(clean.startsWith('no no ')).toBe(true)
})
