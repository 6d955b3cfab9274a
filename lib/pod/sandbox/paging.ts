import type { WirePagination } from '../contract.ts'
import { PodError } from './answers.ts'
import { countFrom } from './request.ts'

const defaultLimit = 50
const greatestLimit = 1000
// A host that no client can reach: one that follows the address instead of sending the cursor is found out.
const internalHost = 'https://pod-internal.invalid'

/** Where an item stands in a listing: its value of the sort field, then its number, which no other item has. */
export type Place = readonly [value: string | number, serial: number]

export interface PageRequest {
	limit: number
	after: Place | null
	before: Place | null
}

function writeCursor(place: Place): string {
	return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function readCursor(query: URLSearchParams, name: string): Place | null {
	const text = query.get(name)
	if (text === null) return null
	try {
		const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
		if (Array.isArray(place) && place.length === 2 && typeof place[1] === 'number') {
			const [value, serial] = place
			if (typeof value === 'string' || typeof value === 'number') return [value, serial]
		}
	} catch {
		// Told below, as is JSON of another shape.
	}
	throw new PodError(400, `The parameter ${name} is not a cursor of this pod`)
}

/**
 * What a listing was asked for; a limit above 1000 counts as 1000.
 * @throws PodError 400 for a limit that is no number above 0, or a cursor this pod never gave
 */
export function pageRequest(query: URLSearchParams): PageRequest {
	const limit = Math.min(countFrom(query, 'limit', 1, defaultLimit), greatestLimit)
	return { limit, after: readCursor(query, 'after'), before: readCursor(query, 'before') }
}

function comparePlaces(a: Place, b: Place): number {
	if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
	return Math.sign(a[1] - b[1])
}

function address(path: string, query: URLSearchParams, name: 'after' | 'before', cursor: string): string {
	const params = new URLSearchParams(query)
	params.delete('after')
	params.delete('before')
	params.set(name, cursor)
	return `${internalHost}${path}?${params}`
}

interface Neighbours {
	first: Place | undefined
	last: Place | undefined
	hasPrevious: boolean
	hasNext: boolean
}

/** The pagination of a page: cursors always, the addresses of its neighbours only where there are any. */
export function pagination(path: string, query: URLSearchParams, page: Neighbours): WirePagination {
	const before = page.first ? writeCursor(page.first) : (query.get('after') ?? query.get('before') ?? '')
	const after = page.last ? writeCursor(page.last) : before
	return {
		cursors: { before, after },
		...(page.hasPrevious && { previous: address(path, query, 'before', before) }),
		...(page.hasNext && { next: address(path, query, 'after', after) }),
	}
}

interface Listing<T> {
	path: string
	query: URLSearchParams
	/** All that the filters let through, in the order of their serial numbers. */
	items: readonly T[]
	serial: (item: T) => number
	/** The value to sort by; `null` keeps the order. */
	sort: { value: (item: T) => string | number; descending: boolean } | null
}

/** One page of a listing. @throws PodError 400 as `pageRequest` does */
export function pageOf<T>(listing: Listing<T>): { page: T[]; pagination: WirePagination } {
	const { path, query, items, serial, sort } = listing
	const { limit, after, before } = pageRequest(query)
	const direction = sort?.descending ? -1 : 1
	const place = (item: T): Place => [sort?.value(item) ?? 0, serial(item)]
	const entries = items.map((item) => ({ item, at: place(item) }))
	if (sort !== null) entries.sort((a, b) => direction * comparePlaces(a.at, b.at))

	const indexFrom = (mark: Place, least: number) => {
		const index = entries.findIndex((entry) => direction * comparePlaces(entry.at, mark) >= least)
		return index === -1 ? entries.length : index
	}
	const lowest = after ? indexFrom(after, 1) : 0
	const highest = before ? indexFrom(before, 0) : entries.length
	const start = before ? Math.max(lowest, highest - limit) : lowest
	const chosen = entries.slice(start, Math.min(start + limit, highest))
	const neighbours = {
		first: chosen[0]?.at,
		last: chosen.at(-1)?.at,
		hasPrevious: start > 0 && chosen.length > 0,
		hasNext: start + chosen.length < entries.length && chosen.length > 0,
	}
	return { page: chosen.map((entry) => entry.item), pagination: pagination(path, query, neighbours) }
}

/** The field to sort by; a minus before it turns the order round. @throws PodError 400 for any other field */
export function sortFrom<F extends string>(
	query: URLSearchParams,
	fields: readonly F[],
): { field: F; descending: boolean } | null {
	const text = query.get('sort')
	if (text === null) return null
	const descending = text.startsWith('-')
	const field = fields.find((name) => name === text.replace(/^-/, ''))
	if (field === undefined) throw new PodError(400, `The parameter sort is none of ${fields.join(', ')}`)
	return { field, descending }
}
