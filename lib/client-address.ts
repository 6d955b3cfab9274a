import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { processSingleton } from './process-singleton.ts'
import type { SentHeaders } from './request-origin.ts'

/**
 * Where a request comes from. Anybody can write `X-Forwarded-For`; only what the trusted proxies appended to it counts,
 * and without such proxies only the socket does.
 */

/**
 * The header in which this process notes the address for its own later parts. Nobody else knows its name, so that
 * nobody can send it.
 */
export const addressHeader = () => processSingleton('address-header', () => `x-peer-${randomUUID()}`)

/** The address that was noted for a request, without brackets or port; `null` where it is not known. */
export function clientAddress(headers: SentHeaders): string | null {
	return headers.get(addressHeader())
}

/**
 * Finds the address of whoever asks.
 * @param request.peer the other end of the socket
 * @param request.forwardedFor the `X-Forwarded-For` that came, each proxy's peer appended at its right end
 * @param request.trustedHops how many proxies of one's own stand in front
 * @returns an IP address in its plain form; `null` where there is none
 */
export function findClientAddress(request: {
	peer: string | undefined
	forwardedFor: string | undefined
	trustedHops: number
}): string | null {
	const { peer, forwardedFor, trustedHops } = request
	const own = readAddress(peer ?? '')
	if (trustedHops === 0 || !forwardedFor) return own
	const list = forwardedFor.split(',')
	// Of a list that is too short, each is of a trusted proxy: the first is the farthest.
	const told = list.at(-trustedHops) ?? list[0]
	return readAddress(told ?? '') ?? own
}

/** An address as the proxies write it: with or without a port, brackets, a zone. */
function readAddress(text: string): string | null {
	const trimmed = text.trim()
	const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed) ?? []
	const [, withPort] = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(trimmed) ?? []
	const [bare = ''] = (bracketed ?? withPort ?? trimmed).split('%')
	if (isIP(bare) === 0) return null
	if (isIP(bare) === 4) return bare
	const parts = readParts(bare)
	return mappedIpv4(parts) ?? writeParts(parts)
}

/** The eight numbers of an IPv6 address, as a URL's parser reads them. */
function readParts(address: string): number[] {
	const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
	const numbers = (side: string) =>
		side
			.split(':')
			.filter(Boolean)
			.map((part) => Number.parseInt(part, 16))
	const [first, last] = [numbers(left), numbers(right ?? '')]
	return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
}

const writeParts = (parts: number[]) =>
	new URL(`http://[${parts.map((part) => part.toString(16)).join(':')}]`).hostname.slice(1, -1)

function mappedIpv4(parts: number[]): string | null {
	const [high = 0, low = 0] = parts.slice(6)
	if (parts[5] !== 0xffff || parts.slice(0, 5).some(Boolean)) return null
	return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')
}

/**
 * What counts as one place: an IPv4 address, or the /64 of an IPv6 one, which is what one connection is given.
 * @param address as `findClientAddress` gives it
 */
export function placeOf(address: string): string {
	if (isIP(address) !== 6) return address
	return `${writeParts([...readParts(address).slice(0, 4), 0, 0, 0, 0])}/64`
}
