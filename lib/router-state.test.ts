import fc from 'fast-check'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import { expect, it } from 'vitest'
import { isReadableRouterState } from './router-state.ts'

const header = (state: unknown) => encodeURIComponent(JSON.stringify(state))

it('lets through what Next’s router says of the console’s pages', () => {
	const page = ['__PAGE__?{"range":"all"}', {}, null, 'refetch', 4]
	const entry = [['sequence', '12', 'd', null], { children: page }]
	const tree = ['', { children: ['(console)', { children: ['audit', { children: entry }] }] }, null, null, 16]
	expect(isReadableRouterState(header(tree))).toBe(true)
})

it('lets nothing through that Next cannot read', () => {
	const { state } = fc.letrec((tie) => ({
		state: fc.array(
			fc.oneof(
				fc.constantFrom<unknown>('', '__PAGE__', null, 'refetch', 16, ['id', '1', 'd', null], ['a', 'b'], {}),
				fc.jsonValue({ maxDepth: 1 }),
				fc.record({ children: tie('state') }),
			),
			{ maxLength: 7 },
		),
	}))
	const texts = fc.oneof(
		state.map(header),
		fc.string(),
		fc.constantFrom('%', '%ff', '[]', '%5B%22%22%2C%7B%7D%5D'),
	)
	fc.assert(
		fc.property(texts, (text) => {
			if (isReadableRouterState(text)) parseAndValidateFlightRouterState(text)
		}),
		{ numRuns: 5_000 },
	)
})
