import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestIdHeader } from './action.ts'
import { log } from './log.ts'
import { processSingleton } from './process-singleton.ts'

/** What Node publishes of a request that begins, and of its answer that is out. */
interface Exchanged {
	request: IncomingMessage
	response: ServerResponse
}

/** Says in one line of the log what came of each page that was asked for; actions and routes say it themselves. */
export function logPages(): void {
	processSingleton('log.pages', () => {
		const begun = new WeakMap<IncomingMessage, number>()
		subscribe('http.server.request.start', (message) => {
			begun.set((message as Exchanged).request, performance.now())
		})
		subscribe('http.server.response.finish', (message) => {
			const { request, response } = message as Exchanged
			logPage(request, response.statusCode, performance.now() - (begun.get(request) ?? performance.now()))
		})
		return true
	})
}

function logPage({ method, url, headers }: IncomingMessage, status: number, tookMs: number): void {
	// Never what follows the `?`: it holds what people search for. An address that is none may hold anything.
	const path = url?.split('?')[0] ?? ''
	if (method === 'POST' || /^\/(api|_next)\/|^\/icon\.svg$/.test(path)) return
	const requestId = headers[requestIdHeader]
	log().info(
		{ requestId, kind: 'page', path: status === 404 ? null : path, status, ms: Math.round(tookMs) },
		'performed',
	)
}
