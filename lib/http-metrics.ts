import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { meters } from './metrics.ts'
import { processSingleton } from './process-singleton.ts'

const methods = new Set(['GET', 'HEAD', 'POST'])

/** The build's own list of its routes, such as `/audit/[sequence]`; none in development, where nothing is built. */
function readRoutes(): string[] {
	try {
		const path = join(process.cwd(), '.next', 'app-path-routes-manifest.json')
		return Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)
	} catch {
		return []
	}
}

/**
 * Gives the route that a path belongs to, out of `routes` as Next writes them; `assets` for files of the build, `other`
 * for everything else, so that whoever asks for addresses that do not exist adds nothing to the metrics.
 */
export function routeMatcher(routes: readonly string[]): (path: string) => string {
	const fixed = new Set(routes.filter((route) => !route.includes('[')))
	const open = routes.filter((route) => route.includes('['))
	return (path) => {
		if (path.startsWith('/_next/')) return 'assets'
		if (fixed.has(path)) return path
		return open.find((route) => belongs(path, route)) ?? 'other'
	}
}

/** `[name]` stands for one segment of a path, `[...name]` for one or more at its end. */
function belongs(path: string, route: string): boolean {
	const [given, wanted] = [path.split('/'), route.split('/')]
	const isOpenEnded = wanted.at(-1)?.startsWith('[...') ?? false
	if (isOpenEnded ? given.length < wanted.length : given.length !== wanted.length) return false
	return wanted.every((segment, at) => (segment.startsWith('[') ? given[at] !== '' : segment === given[at]))
}

interface RequestStart {
	request: IncomingMessage
	response: ServerResponse
}

/**
 * Times every request to this process by its route, pages and actions among them: Node announces each one on a
 * diagnostics channel, whatever serves it then. Its status is `2xx` and the like, or `aborted` where nobody waited for
 * the answer. Does nothing when called again.
 */
export function watchHttp(routes: readonly string[] = readRoutes()): void {
	processSingleton('metrics.http', () => {
		const routeOf = routeMatcher(routes)
		subscribe('http.server.request.start', (message) => {
			// What Node documents of this channel's messages.
			const { request, response } = message as RequestStart
			const begunAt = performance.now()
			// Whatever handles a request may rewrite its address.
			const route = routeOf((request.url ?? '').split('?', 1)[0] ?? '')
			const method = methods.has(request.method ?? '') ? (request.method ?? '') : 'other'
			response.once('close', () => {
				const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'aborted'
				meters().httpRequests.observe({ method, route, status }, (performance.now() - begunAt) / 1000)
			})
		})
		return true
	})
}
