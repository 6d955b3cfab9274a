import type { z } from 'zod'
import type { PodClient } from './client.ts'
import type { wirePagination } from './contract.ts'
import type { Query } from './path.ts'
import { PodError } from './pod-error.ts'
import type { ReadLimits } from './read.ts'

/** Part or all of a listing; `complete` tells which. */
export interface Listing<T> {
	items: T[]
	complete: boolean
}

interface PageRequest<P, T> extends ReadLimits {
	segments: readonly string[]
	query?: Query
	schema: z.ZodType<P>
	itemsOf: (page: P) => T[]
	/** Asked for per page; a pod may give fewer. */
	pageSize: number
	/** No more items than this are read. */
	most: number
}

const maxPages = 500

/**
 * Reads a listing page by page, with `cursors.after` on the client's own address: `next` names a host inside the
 * pod. The end is the absence of `next`; a page may be short or empty before that.
 * @throws PodError
 */
export async function readPages<P extends { pagination?: z.output<typeof wirePagination> }, T>(
	pod: PodClient,
	{ segments, query, schema, itemsOf, pageSize, most, ...limits }: PageRequest<P, T>,
): Promise<Listing<T>> {
	const items: T[] = []
	const seen = new Set<string>()
	let after: string | undefined
	let limit: number | undefined = pageSize
	for (let pages = 0; pages < maxPages; pages++) {
		const readPage = () => pod.read({ segments, query: { ...query, limit, after }, schema, ...limits })
		const page: P = await readPage().catch((error) => {
			// How long a page may be is published nowhere; without `limit` the pod chooses.
			if (pages > 0 || !(error instanceof PodError && error.httpStatus === 400)) throw error
			limit = undefined
			return readPage()
		})
		items.push(...itemsOf(page))
		if (!page.pagination?.next) return { items: items.slice(0, most), complete: items.length <= most }
		after = page.pagination.cursors?.after
		if (items.length >= most || !after || seen.has(after)) break
		seen.add(after)
	}
	return { items: items.slice(0, most), complete: false }
}
