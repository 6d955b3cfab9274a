import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from './log.ts'
import { processSingleton } from './process-singleton.ts'
import { requestIdHeader } from './request-id.ts'

/** What Node publishes of a request that begins, and of its answer that is out. */
interface Exchanged {
	request: IncomingMessage
	response: ServerResponse
}

interface Begun {
	path: string
	atMs: number
}

/** Says in one line of the log what came of each page that was asked for; actions and routes say it themselves. */
export function logPages(): void {
	processSingleton('log.pages', () => {
		const begun = new WeakMap<IncomingMessage, Begun>()
		subscribe('http.server.request.start', (message) => {
			// What Node documents of both channels' messages.
			const { request } = message as Exchanged
			// Next may rewrite the address. Never what follows the `?`: it holds what people search for.
			const path = request.url?.split('?')[0] ?? ''
			if (isPage(request, path)) begun.set(request, { path, atMs: performance.now() })
		})
		subscribe('http.server.response.finish', (message) => {
			const exchanged = message as Exchanged
			const page = begun.get(exchanged.request)
			if (page) logPage(exchanged, page)
		})
		return true
	})
}

const isPage = ({ method }: IncomingMessage, path: string) =>
	method !== 'POST' && !/^\/(api|_next)\/|^\/icon\.svg$/.test(path)

function logPage({ request, response }: Exchanged, { path, atMs }: Begun): void {
	const requestId = request.headers[requestIdHeader]
	const { statusCode: status } = response
	// An address that is none may hold anything.
	const told = { requestId, kind: 'page', path: status === 404 ? null : path, status }
	log().info({ ...told, ms: Math.round(performance.now() - atMs) }, 'performed')
}
