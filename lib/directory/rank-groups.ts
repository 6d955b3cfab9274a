import type { Group } from '#lib/pod/model.ts'
import { foldText } from './fold-text.ts'

/** A group beside its name, ID and area as they are compared. */
export interface IndexedGroup {
	group: Group
	/** In the order of their weight where two match equally well. */
	fields: string[]
}

/** Prepares a list once, in the order in which equal matches are shown: by name, then ID. */
export function indexGroups(groups: readonly Group[]): IndexedGroup[] {
	const { compare } = new Intl.Collator('en', { numeric: true })
	return [...groups]
		.sort((a, b) => compare(a.name ?? a.id, b.name ?? b.id) || compare(a.id, b.id))
		.map((group) => ({ group, fields: [group.name ?? '', group.id, group.area ?? ''].map(foldText) }))
}

/** How well a text matches, best first; `noMatch` is worse than all. */
const places = { exact: 0, prefix: 1, wordStart: 2, inside: 3, inWords: 4 }
const noMatch = 100

/**
 * The groups in which `query` occurs, best first: the whole of a field, its beginning, the beginning of a word in
 * it, any part of it; then those that hold each word of the query somewhere. An empty query matches every group.
 */
export function rankGroups(index: readonly IndexedGroup[], query: string): Group[] {
	const wanted = foldText(query)
	if (wanted === '') return index.map(({ group }) => group)
	const words = wanted.split(' ')
	return (
		index
			.map(({ group, fields }) => ({ group, rank: rankOf(fields, wanted, words) }))
			.filter(({ rank }) => rank < noMatch)
			// Array sorting is stable: equal ranks keep the index's order.
			.sort((a, b) => a.rank - b.rank)
			.map(({ group }) => group)
	)
}

function rankOf(fields: string[], wanted: string, words: string[]): number {
	let best = noMatch
	for (const [weight, field] of fields.entries()) {
		const place = placeOf(field, wanted)
		if (place !== null) best = Math.min(best, place * 10 + weight)
	}
	if (best < noMatch || words.length === 1) return best
	return words.every((word) => fields.some((field) => field.includes(word))) ? places.inWords * 10 : noMatch
}

function placeOf(field: string, wanted: string): number | null {
	let at = field.indexOf(wanted)
	if (at === -1) return null
	if (at === 0) return field.length === wanted.length ? places.exact : places.prefix
	while (at !== -1) {
		if (/[^\p{L}\p{N}]/u.test(field.charAt(at - 1))) return places.wordStart
		at = field.indexOf(wanted, at + 1)
	}
	return places.inside
}
