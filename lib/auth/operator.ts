import 'server-only'
import { hash, timingSafeEqual } from 'node:crypto'
import { clientAddress } from '#lib/client-address.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { isLoopback, isPublic } from '#lib/pod-settings.ts'
import { isLoopbackHost } from '#lib/request-origin.ts'

/** A request's headers, as far as they tell whether whoever operates the console sent it. */
export interface OperatorHeaders {
	authorization: string | null
	/** Every address that has to do with the request: where it comes from, and whom a header names beside. */
	forwardedFor: string | null
	/** By which name the console was asked. */
	host: string | null
}

/** What of a request tells who sent it. */
export function operatorHeaders(request: Request): OperatorHeaders {
	const { headers } = request
	const address = clientAddress(headers) ?? 'unknown'
	// A header can only take from what the socket shows: who names another machine speaks for that machine.
	const named = headers.get('x-forwarded-for')
	return {
		authorization: headers.get('authorization'),
		forwardedFor: named === null ? address : `${address}, ${named}`,
		host: headers.get('host'),
	}
}

/** Whether a request bears `OPS_TOKEN`; its digests are compared, so that time tells nothing. */
export function bearsOpsToken({ authorization }: OperatorHeaders): boolean {
	const { opsToken } = env()
	const [, token] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? []
	if (!opsToken || !token) return false
	const digest = (text: string) => hash('sha256', text, 'buffer')
	return timingSafeEqual(digest(token), digest(opsToken))
}

const isLocal = (address: string) => isLoopback(address.trim().replace(/^::ffff:/i, ''))

/**
 * Refuses everyone but whoever operates the console: by `OPS_TOKEN`, or, where none is set, by being on this machine.
 * @throws AppError `not_signed_in` without the token, `forbidden` where none is set and others could ask
 */
export function requireOperator(headers: OperatorHeaders): void {
	if (env().opsToken) {
		if (bearsOpsToken(headers)) return
		throw new AppError('not_signed_in', 'Send OPS_TOKEN as a bearer token: `Authorization: Bearer …`.')
	}
	if (isThisMachineAlone() && isFromThisMachine(headers)) return
	throw new AppError(
		'forbidden',
		'Without OPS_TOKEN this is served on the machine itself only. Set OPS_TOKEN, and send it as a bearer token.',
	)
}

/** Behind a proxy every visitor comes from this machine, and one that names nobody else cannot be told from it. */
function isThisMachineAlone(): boolean {
	const { host, publicUrl, trustedProxyHops } = env()
	return isLoopback(host) && trustedProxyHops === 0 && !isPublic(publicUrl)
}

/** A page may have its own name lead to this machine, and ask in a visitor's browser: the name must be this machine's. */
const isFromThisMachine = ({ forwardedFor, host }: OperatorHeaders) =>
	isLoopbackHost(host) && (forwardedFor ?? '').split(',').every(isLocal)
