import type { IncomingMessage } from 'node:http'
import { log } from './log.ts'
import { requestIdHeader } from './request-id.ts'
import { noRoute } from './routes.ts'
import type { SeenRequest } from './watch-requests.ts'

/** Says in one line of the log what came of a page that was asked for; actions and routes say it themselves. */
export function logPage({ request, response, path, route, startedAt }: SeenRequest): void {
	if (!isPage(request, path)) return
	const requestId = request.headers[requestIdHeader]
	response.once('finish', () => {
		const { statusCode: status } = response
		const ms = Math.round(performance.now() - startedAt)
		// Only what the build lists: an address may hold anything, whatever is answered.
		log().info({ requestId, kind: 'page', path: route === noRoute ? null : route, status, ms }, 'performed')
	})
}

const isPage = ({ method }: IncomingMessage, path: string) =>
	method !== 'POST' && !/^\/(api|_next)\/|^\/icon\.svg$/.test(path)
