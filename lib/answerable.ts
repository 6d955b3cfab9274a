import type { IncomingMessage } from 'node:http'
import { isHostName } from './request-origin.ts'

/** Leads nowhere, and is no name of the console. */
const noHost = 'unreadable.invalid'

/**
 * Makes of a request that no address can be told of one that is refused or finds nothing: Next fails over it, or leads to
 * whatever host stands in it, before its proxies are asked.
 */
export function makeAnswerable(request: IncomingMessage): void {
	// A whole address, as one asks a forward proxy, or the `*` of the server itself.
	if (!request.url?.startsWith('/')) request.url = '/_not-found'
	const { headers } = request
	if (!isHostName(headers.host ?? null)) headers.host = noHost
}
