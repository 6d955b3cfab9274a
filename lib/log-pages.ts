import type { IncomingMessage } from 'node:http'
import { log } from './log.ts'
import { processSingleton } from './process-singleton.ts'
import { requestIdHeader } from './request-id.ts'
import { noRoute } from './routes.ts'
import type { SeenRequest } from './watch-requests.ts'

/** Ids of requests under way that get no line here. */
const refused = () => processSingleton('log.refused', () => new Set<string>())

/** Leaves a page to whoever refused it: the gate says itself what the log should hold of that. */
export function leaveToGate(requestId: string): void {
	refused().add(requestId)
}

/** Says in one line of the log what came of a page that was asked for; actions and routes say it themselves. */
export function logPage({ request, response, path, route, startedAt }: SeenRequest): void {
	const requestId = String(request.headers[requestIdHeader])
	const isPageAsked = isPage(request, path)
	response.once('close', () => {
		const isRefused = refused().delete(requestId)
		if (isRefused || !isPageAsked || !response.writableFinished) return
		const { statusCode: status } = response
		const ms = Math.round(performance.now() - startedAt)
		// Only what the build lists: an address may hold anything, whatever is answered.
		log().info({ requestId, kind: 'page', path: route === noRoute ? null : route, status, ms }, 'performed')
	})
}

/** Told already: what breaks a page and its layout alike, Next reports for each. */
const told = new WeakSet<object>()

/** Says what broke while a page was made. The person quotes the id of the request, or else the digest. */
export function logBrokenPage(error: unknown, headers: NodeJS.Dict<string | string[]>, route: string): void {
	if (typeof error === 'object' && error !== null) {
		if (told.has(error)) return
		told.add(error)
	}
	const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
	log().error(
		{ requestId: headers[requestIdHeader], kind: 'page', path: route, digest, err: error },
		'failed',
	)
}

const isPage = ({ method }: IncomingMessage, path: string) =>
	method !== 'POST' && !/^\/(api|_next)\/|^\/icon\.svg$/.test(path)
