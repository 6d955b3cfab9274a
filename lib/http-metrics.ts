import { meters } from './metrics.ts'
import type { SeenRequest } from './watch-requests.ts'

const methods = new Set(['GET', 'HEAD', 'POST'])

/**
 * Times a request by its route, pages and actions among them. Its status is `2xx` and the like, or `aborted` where
 * nobody waited for the answer.
 */
export function observeRequest({ request, response, route, startedAt }: SeenRequest): void {
	const method = methods.has(request.method ?? '') ? (request.method ?? '') : 'other'
	response.once('close', () => {
		const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'aborted'
		meters().httpRequests.observe({ method, route, status }, (performance.now() - startedAt) / 1000)
	})
}
