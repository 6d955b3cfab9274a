import { isReturnAddress } from '#lib/auth/return-address.ts'
import { env } from '#lib/env.ts'
import { foreignWriteSentence, isForeignRead, isOwnHost, isOwnWrite } from '#lib/request-origin.ts'
import { isProbe, isReading } from './probe.ts'
import type { Refusal } from './refusal.ts'

/** Far more than any page or route of the console asks for by its address. */
const longestQuery = 8_192

/** Why a request is refused for where it comes from or what it asks, before anything of its body is read. */
export function refuseRequest(request: Request): Refusal | null {
	const { headers, method } = request
	const { pathname: path, search, searchParams } = new URL(request.url)
	const { publicUrl } = env()
	if (!isProbe(request) && !isOwnHost(headers, publicUrl)) return foreignHost
	if (search.length > longestQuery) return longQuery
	// There is no image optimizer, no page of the old router, and nobody asks for the page that Next shows in its need.
	if (/^\/(_next\/(image|data)|_global-error)(\/|$)/.test(path)) return noSuchPage
	const isRoute = path.startsWith('/api/')
	const isSignIn = path.startsWith('/api/auth/')
	if (isSignIn && !searchParams.getAll('callbackUrl').every(isReturnAddress)) return unreadableAddress
	if (!isReading(request)) {
		if (method !== 'POST') return otherMethod
		if (!isOwnWrite(headers, publicUrl)) return foreignOrigin
		// A path of a route that is not there is a page to Next, which would run an action there as on any other.
		return isRoute && (!isSignIn || headers.has('next-action')) ? otherMethod : null
	}
	if (isRoute && method === 'HEAD' && !isProbe(request)) return otherMethod
	return isForeignRead(headers) ? foreignRead : null
}

const foreignHost: Refusal = {
	status: 421,
	code: 'forbidden',
	message: 'The console is not served under this name. Open it at its own address.',
}

const foreignOrigin: Refusal = {
	status: 403,
	code: 'forbidden',
	message: foreignWriteSentence,
}

const foreignRead: Refusal = {
	status: 403,
	code: 'forbidden',
	message: 'Another site asked for this in your place. Open the console itself to see it.',
}

const longQuery: Refusal = {
	status: 414,
	code: 'invalid_input',
	message: 'The address is too long. Search for less, or with fewer filters.',
}

const unreadableAddress: Refusal = {
	status: 400,
	code: 'invalid_input',
	message: 'The console could not read this. Reload the page and try again.',
}

const noSuchPage: Refusal = { status: 404, code: 'not_found', message: 'There is no such page.' }

const otherMethod: Refusal = {
	status: 405,
	code: 'invalid_input',
	message: 'The console cannot be asked in this way.',
	headers: { allow: 'GET, POST' },
}
