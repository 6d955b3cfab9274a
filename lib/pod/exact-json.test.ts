import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExactJson, writeExactJson } from './exact-json.ts'

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
const deep = <T>(leaf: fc.Arbitrary<T>) =>
	fc.letrec((tie) => ({
		value: fc.oneof(
			{ depthSize: 'small' },
			leaf,
			fc.array(tie('value'), { maxLength: 4 }),
			fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
		),
	})).value

/** What a parsed integer is: a number while it is safe, else a bigint. */
const asParsed = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value)

describe('exact JSON', () => {
	it('gives every int64 back digit for digit, however deep it is nested', () => {
		fc.assert(
			fc.property(deep(int64), (value) => {
				expect(writeExactJson(parseExactJson(writeExactJson(value)))).toBe(writeExactJson(value))
			}),
		)
	})

	it('reads an integer as a number while that is exact, and as a bigint beyond', () => {
		fc.assert(
			fc.property(int64, (value) => {
				expect(parseExactJson(`[{"id":${value}}]`)).toEqual([{ id: asParsed(value) }])
			}),
		)
	})

	it('reads and writes everything else as JSON does', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = JSON.stringify(value)
				fc.pre(!/\d{16}/.test(text))
				expect(parseExactJson(text)).toEqual(JSON.parse(text))
				expect(writeExactJson(value)).toBe(text)
			}),
		)
	})

	it('leaves fractions and exponents as numbers', () => {
		expect(parseExactJson('[1.5, 1e3, -0, 12345678901234567890.5]')).toEqual([
			1.5, 1000, -0, 12345678901234567000,
		])
	})

	it.each(['', '{', '[1,]', '01', '{"a":9007199254740993n}'])('refuses %j', (text) => {
		expect(() => parseExactJson(text)).toThrow(SyntaxError)
	})
})
