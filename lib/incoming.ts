import type { IncomingMessage } from 'node:http'
import { makeAnswerable } from './answerable.ts'
import { addressHeader, findClientAddress } from './client-address.ts'
import { env } from './env.ts'
import { newRequestId, requestIdHeader } from './request-id.ts'
import { isReadableRouterState } from './router-state.ts'
import { standingHeaders } from './security-headers.ts'
import type { SeenRequest } from './watch-requests.ts'

/**
 * The first to see a request, before Next: Next answers some itself, such as a path with two slashes, and its proxies see
 * headers only. Each answer gets the standing headers and each request its id; what a visitor says in the place of a
 * proxy is forgotten.
 */

/** Said by proxies, or by Next to itself: where it trusts them, anybody could say them. */
const notFromOutside =
	/^(x-middleware-.*|x-forwarded-(host|proto|port|server)|forwarded|x-real-ip|x-invoke-.*|x-matched-path|x-now-route-matches|x-action-forwarded|x-nextjs-data|next-resume|x-next-resume-state-length)$/

/** Makes of a request what the console may believe, and begins its answer with the standing headers. */
export function prepareRequest({ request, response, path }: SeenRequest): void {
	const { publicUrl, trustedProxyHops: trustedHops } = env()
	for (const [name, value] of Object.entries(standingHeaders(publicUrl?.startsWith('https:') ?? false))) {
		response.setHeader(name, value)
	}
	makeAnswerable(request)
	makeReadable(request, path)
	const { headers, socket } = request
	// Next hands an action on to another page of its own by a request to itself, with every header that it came with.
	if (headers[addressHeader()]) return
	for (const name of Object.keys(headers)) if (notFromOutside.test(name)) delete headers[name]
	const forwardedFor = headers['x-forwarded-for']
	headers[requestIdHeader] = newRequestId()
	const address = findClientAddress({
		peer: socket.remoteAddress,
		forwardedFor: Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
		trustedHops,
	})
	if (address) headers[addressHeader()] = address
}

/** What Next would fail over, before its proxies are asked, becomes what they refuse or what is not there. */
function makeReadable(request: IncomingMessage, path: string): void {
	const { headers, method = '' } = request
	// No Request can be made of these.
	if (/^(TRACE|TRACK|CONNECT)$/i.test(method)) request.method = 'OPTIONS'
	if (!isReadablePath(path)) request.url = '/_not-found'
	const state = headers['next-router-state-tree']
	if (state !== undefined && (Array.isArray(state) || !isReadableRouterState(state)))
		delete headers['next-router-state-tree']
}

function isReadablePath(path: string): boolean {
	try {
		decodeURIComponent(path)
		return true
	} catch {
		return false
	}
}
