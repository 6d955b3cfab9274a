import { computeCacheBustingSearchParam } from 'next/dist/shared/lib/router/utils/cache-busting-search-param.js'

/**
 * What a link of Next's asks for: the part of a page that the page before does not show already. It tells which that
 * was in a header, and in the address a digest of what the headers say.
 */
export async function askByLink(from: string, to: string) {
	const tree = encodeURIComponent(JSON.stringify(treeOf(from)))
	const digest = await computeCacheBustingSearchParam(undefined, undefined, tree, undefined)
	return {
		path: `${to}${to.includes('?') ? '&' : '?'}_rsc=${digest}`,
		headers: { rsc: '1', 'next-router-state-tree': tree },
	}
}

type Tree = [segment: string, below: { children?: Tree }]

/** A page of the console as Next's router keeps it: one segment below the other, its search with the last. */
function treeOf(address: string) {
	const { pathname, searchParams } = new URL(address, 'http://console.invalid')
	const search = searchParams.size > 0 ? `?${JSON.stringify(Object.fromEntries(searchParams))}` : ''
	const segments = ['(console)', ...pathname.split('/').slice(1), `__PAGE__${search}`]
	const below = segments.reduceRight<{ children?: Tree }>(
		(children, segment) => ({ children: [segment, children] }),
		{},
	)
	return ['', below, null, null]
}
