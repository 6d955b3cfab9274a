import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isArgumentList, isFormCall } from './action-arguments.ts'

/** As React writes plain values: a text that begins with `$` gets a second one, what is absent a word of its own. */
function asReactWrites(value: unknown): unknown {
	if (value === undefined) return '$undefined'
	if (typeof value === 'string') return value.startsWith('$') ? `$${value}` : value
	if (Array.isArray(value)) return value.map(asReactWrites)
	if (typeof value !== 'object' || value === null) return value
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asReactWrites(inner)]))
}

const text = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.string().map((rest) => `$${rest}`),
)
const field = fc.oneof(
	text,
	fc.integer(),
	fc.boolean(),
	fc.constant(null),
	fc.constant(undefined),
	fc.array(text),
)
const form = fc.dictionary(
	fc.string().filter((name) => name !== '__proto__'),
	field,
)

it('lets through whatever a form of the console can hold, a reason that begins with “$” included', () => {
	fc.assert(
		fc.property(fc.array(form, { maxLength: 3 }), (values) => {
			expect(isArgumentList(JSON.stringify(asReactWrites(values)))).toBe(true)
		}),
	)
	expect(isArgumentList('[]')).toBe(true)
})

it('refuses everything else that the decoder understands, wherever it stands', () => {
	const reference = fc.oneof(
		fc.constantFrom(
			'$1:__proto__:then',
			'$@0',
			'$F1',
			'$T',
			'$Q1',
			'$W1',
			'$K1',
			'$B1',
			'$n1',
			'$D2026-01-01',
			'$-0',
			'$',
		),
		fc.nat(0xfff).map((id) => `$${id.toString(16)}`),
		fc.constantFrom('h', 'A', 'O', 'R', 'r', 'X', 'x', 'i', 'S', 'P').map((tag) => `$${tag}1`),
	)
	const around = fc.constantFrom<(inner: string) => unknown>(
		(inner) => [inner],
		(inner) => [{ groupId: 'g', shownWarnings: [inner] }],
		(inner) => [null, { value: inner, status: 'resolved_model' }],
		(inner) => [[[[inner]]]],
	)
	fc.assert(
		fc.property(reference, around, (inner, wrap) => {
			expect(isArgumentList(JSON.stringify(wrap(inner)))).toBe(false)
		}),
	)
})

it.each([
	['no list', '{"0":"x"}'],
	['no JSON', '[{'],
	['nothing', ''],
	['a prototype', '[{"__proto__":{"isAdmin":true}}]'],
	['a nest without end', '['.repeat(30_000) + ']'.repeat(30_000)],
])('refuses %s', (_, body) => {
	expect(isArgumentList(body)).toBe(false)
})

it('lets a form call an action by its own fields, and by nothing that React would decode', () => {
	const formOf = (fields: [string, string | Blob][]) => {
		const data = new FormData()
		for (const [name, value] of fields) data.append(name, value)
		return data
	}
	const action = '$ACTION_ID_00a1b2'
	expect(isFormCall(formOf([[action, '']]))).toBe(true)
	expect(
		isFormCall(
			formOf([
				['1_$ACTION_ID_00a1b2', ''],
				['0', '["$K1"]'],
			]),
		),
	).toBe(true)
	for (const [name, value] of [
		['0', '["$1:constructor:constructor"]'],
		['0', '{"then":"$1:__proto__:then","status":"resolved_model"}'],
		['1', '"$@0"'],
		['$ACTION_REF_1', ''],
		['$ACTION_1:0', '{"id":"00","bound":"$@1"}'],
		['file', new Blob(['x'])],
	] as const) {
		expect(
			isFormCall(
				formOf([
					[action, ''],
					[name, value],
				]),
			),
			name,
		).toBe(false)
	}
})

it('wants the arguments in the first field of a form beside which the action is named', () => {
	const named = (field: string) => {
		const data = new FormData()
		data.append(field, '["x"]')
		return isFormCall(data, true)
	}
	expect([named('0'), named('1'), isFormCall(new FormData(), true)]).toEqual([true, false, false])
})

it('refuses a list with a mark of its byte order, which Next’s reader does not pass over', () => {
	expect(isArgumentList('\ufeff[]')).toBe(false)
})
