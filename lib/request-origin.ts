import { isLoopback } from './pod-settings.ts'

/**
 * Who may make the console write. A browser says with `Origin` and `Sec-Fetch-Site` which page a request comes from;
 * what does not come from a page of the console itself is refused before it has any effect.
 */

/** A request's headers, as far as they are read here. */
export type SentHeaders = Pick<Headers, 'get'>

const hostName = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/

/** A Host header as a URL has it, without the port that goes without saying; `null` where it is none. */
function readHost(host: string | null, protocol: string): URL | null {
	const text = host?.toLowerCase() ?? ''
	const [, name] = hostName.exec(text) ?? []
	if (!name || !URL.canParse(`${protocol}//${text}`)) return null
	const url = new URL(`${protocol}//${text}`)
	// No browser writes an address in another than its plain form.
	return url.hostname === name ? url : null
}

/** Whether a Host header is one that an address can be made of. */
export const isHostName = (host: string | null) => readHost(host, 'http:') !== null

/**
 * The console's own origin for a request: that of its public address where one is configured, otherwise of the loopback
 * name that it was asked at. A name that somebody else may have pointed at this machine is none.
 */
function ownOrigin(headers: SentHeaders, publicUrl: string | null): string | null {
	if (publicUrl) return new URL(publicUrl).origin
	const asked = readHost(headers.get('host'), 'http:')
	return asked && isLoopback(asked.hostname) ? asked.origin : null
}

/** Whether a Host header names this machine as only this machine itself reaches it. */
export function isLoopbackHost(host: string | null): boolean {
	const asked = readHost(host, 'http:')
	return asked !== null && isLoopback(asked.hostname)
}

/**
 * Whether a request asks for the console by a name that is its own: that of its public address, or a loopback name.
 * @param publicUrl the public address; `null` in the sandbox
 */
export function isOwnHost(headers: SentHeaders, publicUrl: string | null): boolean {
	const known = publicUrl ? new URL(publicUrl) : null
	const asked = readHost(headers.get('host'), known?.protocol ?? 'http:')
	return asked !== null && (asked.host === known?.host || isLoopback(asked.hostname))
}

/**
 * Whether a request that may change something was sent by a page of the console: its Origin is there and is the console's,
 * character by character, its Host is that of the Origin, and what the browser says beside it does not contradict.
 * @param publicUrl the public address; `null` in the sandbox
 */
export function isOwnWrite(headers: SentHeaders, publicUrl: string | null): boolean {
	const origin = headers.get('origin')
	if (origin === null || origin !== ownOrigin(headers, publicUrl)) return false
	// Next compares these two itself before an action, to the letter, and fails where they differ.
	const asked = headers.get('x-forwarded-host') ?? headers.get('host')
	if (new URL(origin).host !== asked) return false
	return (headers.get('sec-fetch-site') ?? 'same-origin') === 'same-origin'
}

/** What whoever sent anything else is told. */
export const foreignWriteSentence =
	'This did not come from a page of the console, so nothing was done. Open the console itself and try there.'

/**
 * Whether another site's page reads: by a script, as an image, in a frame. A link from there that a person follows is none,
 * nor is the way back from the identity provider; what a browser fetches before anybody follows it is.
 */
export function isForeignRead(headers: SentHeaders): boolean {
	if (headers.get('sec-fetch-site') !== 'cross-site') return false
	const isOpened =
		headers.get('sec-fetch-mode') === 'navigate' &&
		(headers.get('sec-fetch-dest') ?? 'document') === 'document'
	return !isOpened || /\bprefetch\b/.test(headers.get('sec-purpose') ?? '')
}
