import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Stands for every address that belongs to no route. */
export const noRoute = 'other'

/** The build's own list of its routes, such as `/audit/[sequence]`; none in development, where nothing is built. */
export function readRoutes(): string[] {
	try {
		const path = join(process.cwd(), '.next', 'app-path-routes-manifest.json')
		return Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)
	} catch {
		return []
	}
}

/**
 * Gives the route that a path belongs to, out of `routes` as Next writes them; `assets` for files of the build, `other`
 * for everything else, so that whoever asks for addresses that do not exist adds nothing to the metrics or the log.
 */
export function routeMatcher(routes: readonly string[]): (path: string) => string {
	const fixed = new Set(routes.filter((route) => !route.includes('[')))
	const open = routes.filter((route) => route.includes('['))
	return (path) => {
		if (path.startsWith('/_next/')) return 'assets'
		if (fixed.has(path)) return path
		return open.find((route) => belongs(path, route)) ?? noRoute
	}
}

/** `[name]` stands for one segment of a path, `[...name]` for one or more at its end. */
function belongs(path: string, route: string): boolean {
	const [given, wanted] = [path.split('/'), route.split('/')]
	const isOpenEnded = wanted.at(-1)?.startsWith('[...') ?? false
	if (isOpenEnded ? given.length < wanted.length : given.length !== wanted.length) return false
	return wanted.every((segment, at) => (segment.startsWith('[') ? given[at] !== '' : segment === given[at]))
}
