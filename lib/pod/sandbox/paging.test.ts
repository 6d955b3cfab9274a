import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOf } from './paging.ts'

interface Item {
	serial: number
	value: number
}

const listing = fc.record({
	items: fc
		.array(fc.nat(5), { maxLength: 40 })
		.map((values) => values.map((value, serial) => ({ serial, value }))),
	limit: fc.integer({ min: 1, max: 12 }),
	sorting: fc.constantFrom(null, 'up', 'down'),
})

function onePage(items: readonly Item[], sorting: 'up' | 'down' | null, params: Record<string, string>) {
	return pageOf({
		path: '/list',
		query: new URLSearchParams(params),
		items,
		serial: (item) => item.serial,
		sort: sorting && { value: (item) => item.value, descending: sorting === 'down' },
	})
}

function walk(
	items: readonly Item[],
	sorting: 'up' | 'down' | null,
	limit: number,
	way: 'after' | 'before',
): Item[][] {
	const pages: Item[][] = []
	const everything = onePage(items, sorting, { limit: '1000' })
	let cursor: string | undefined = way === 'after' ? '' : (everything.pagination?.cursors?.after ?? undefined)
	while (cursor !== undefined) {
		const { page, pagination } = onePage(items, sorting, {
			limit: `${limit}`,
			...(cursor !== '' && { [way]: cursor }),
		})
		pages.push(page)
		const goesOn = way === 'after' ? pagination?.next : pagination?.previous
		cursor = goesOn === undefined ? undefined : (pagination?.cursors?.[way] ?? undefined)
	}
	return pages
}

test('next leads through every item once in the order asked for, with full pages until the last', () => {
	fc.assert(
		fc.property(listing, ({ items, limit, sorting }) => {
			const direction = sorting === 'down' ? -1 : 1
			const ordered = items.toSorted((a, b) =>
				sorting === null ? a.serial - b.serial : direction * (a.value - b.value || a.serial - b.serial),
			)
			const pages = walk(items, sorting, limit, 'after')
			expect(pages.flat()).toEqual(ordered)
			expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true)
		}),
	)
})

test('previous leads from the last item back through every other', () => {
	fc.assert(
		fc.property(listing, ({ items, limit, sorting }) => {
			const all = walk(items, sorting, 1000, 'after').flat()
			expect(walk(items, sorting, limit, 'before').toReversed().flat()).toEqual(all.slice(0, -1))
		}),
	)
})
