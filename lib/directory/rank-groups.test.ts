import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Group } from '#lib/pod/model.ts'
import { foldText } from './fold-text.ts'
import { isGlobalGroup } from './global-group.ts'
import { indexGroups, rankGroups } from './rank-groups.ts'

const group = (name: string | null, id = name ?? 'id', area: string | null = null): Group => ({
	id,
	name,
	area,
	description: null,
	type: 'ROLE_SCOPE',
	active: true,
	memberCount: null,
	assigneeCount: null,
	createdAtMs: null,
	modifiedAtMs: null,
})

const ranked = (groups: Group[], query: string) =>
	rankGroups(indexGroups(groups), query).map(({ name, id }) => name ?? id)

describe('the ranking of groups', () => {
	it('puts the whole field first, then its beginning, a word’s beginning, any other part', () => {
		const groups = ['Interest Rates', 'Rates London', 'Corporates', 'Rates'].map((name) => group(name))
		expect(ranked(groups, 'rates')).toEqual(['Rates', 'Rates London', 'Interest Rates', 'Corporates'])
	})

	it('puts a name before an ID, and an ID before an area, where both match equally well', () => {
		const groups = [group('By area', 'c', 'EMEA'), group('By ID', 'emea'), group('EMEA', 'a')]
		expect(ranked(groups, 'emea')).toEqual(['EMEA', 'By ID', 'By area'])
	})

	it('finds any part of an ID, and a whole ID first', () => {
		const groups = [group('One', '65d3c4_x-91'), group('Two', 'x-91'), group('Three', '12')]
		expect(ranked(groups, 'X-91')).toEqual(['Two', 'One'])
	})

	it('takes no notice of accents, case, and doubled spaces', () => {
		const groups = ['Zürich Crédit', 'Łódź Straße', 'Ærø'].map((name) => group(name))
		expect(ranked(groups, 'ZURICH  credit')).toEqual(['Zürich Crédit'])
		expect(ranked(groups, 'lodz strasse')).toEqual(['Łódź Straße'])
		expect(ranked(groups, 'aero')).toEqual(['Ærø'])
	})

	it('finds words apart from one another, after everything that holds them together', () => {
		const groups = [group('Equities London', 'a', 'EMEA'), group('London Equities', 'b')]
		expect(ranked(groups, 'london equities')).toEqual(['London Equities', 'Equities London'])
		expect(ranked(groups, 'emea london')).toEqual(['Equities London'])
		expect(ranked(groups, 'emea tokyo')).toEqual([])
	})

	it('orders equal matches by name, numbers by their value, and an empty query likewise', () => {
		const groups = ['Desk 10', 'desk 9', 'Desk 2'].map((name) => group(name))
		expect(ranked(groups, 'desk')).toEqual(['Desk 2', 'desk 9', 'Desk 10'])
		expect(ranked(groups, ' ')).toEqual(['Desk 2', 'desk 9', 'Desk 10'])
	})

	it('shows a group without name or area by its ID', () => {
		expect(ranked([group(null, 'abc-1')], 'c-1')).toEqual(['abc-1'])
	})

	it('gives exactly the groups that hold the query in name, ID or area, each once', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '-', '1'), maxLength: 6 })
		const groups = fc.uniqueArray(fc.record({ id: text, name: text, area: text }), {
			selector: ({ id }) => id,
			maxLength: 20,
		})
		fc.assert(
			fc.property(groups, text, (list, query) => {
				const wanted = foldText(query)
				const holds = list.filter(({ id, name, area }) =>
					[id, name, area].some((one) => foldText(one).includes(wanted)),
				)
				const found = rankGroups(indexGroups(list.map(({ id, name, area }) => group(name, id, area))), query)
				expect(found.map(({ id }) => id).sort()).toEqual(holds.map(({ id }) => id).sort())
			}),
		)
	})
})

describe('the Global group', () => {
	it('is known by the configured ID alone, where one is configured', () => {
		expect(isGlobalGroup({ id: 'g', name: 'Everyone' }, 'g')).toBe(true)
		expect(isGlobalGroup({ id: 'x', name: 'Global' }, 'g')).toBe(false)
	})

	it('is known by its exact name otherwise', () => {
		expect(isGlobalGroup({ id: 'x', name: 'Global' }, null)).toBe(true)
		for (const name of ['global', 'Global ', 'Global Rates', null]) {
			expect(isGlobalGroup({ id: 'x', name }, null)).toBe(false)
		}
	})
})
