import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { observeRequest } from './http-metrics.ts'
import { prepareRequest } from './incoming.ts'
import { logPage } from './log-pages.ts'
import { oncePerProcess } from './process-singleton.ts'
import { readRoutes, routeMatcher } from './routes.ts'

/** A request that has come in, as it was asked: Next and whatever else handles it may rewrite its address. */
export interface SeenRequest {
	request: IncomingMessage
	response: ServerResponse
	/** Without what follows the `?`. */
	path: string
	/** As `routeMatcher` gives it. */
	route: string
	/** In the time of `performance.now()`. */
	startedAt: number
}

/**
 * Sees every request to this process before Next does: Node announces each one on a diagnostics channel, whatever
 * serves it then. Once per process.
 */
export function watchRequests(routes: readonly string[] = readRoutes()): void {
	oncePerProcess('watch-requests', () => {
		const routeOf = routeMatcher(routes)
		subscribe('http.server.request.start', (message) => {
			// What Node documents of this channel's messages.
			const { request, response } = message as Pick<SeenRequest, 'request' | 'response'>
			const path = (request.url ?? '').split('?', 1)[0] ?? ''
			const seen = { request, response, path, route: routeOf(path), startedAt: performance.now() }
			prepareRequest(seen)
			observeRequest(seen)
			logPage(seen)
		})
	})
}
