import type { CookiesOptions } from 'next-auth'
import { env } from '#lib/env.ts'

const usesHttps = () => env().publicUrl?.startsWith('https://') ?? false

/**
 * The name under which a cookie is given: over HTTPS with the prefix by which browsers take it from this very host
 * alone, so that no neighbour under the same domain can put another in its place.
 */
export function cookieName(plain: string): string {
	return usesHttps() ? `__Host-${plain}` : plain
}

/** The attributes of every cookie of the console; a `__Host-` name demands `Secure`, the path `/` and no domain. */
export function cookieAttributes() {
	return { httpOnly: true, sameSite: 'lax', path: '/', secure: usesHttps() } as const
}

/** Name of the cookie that carries the session. */
export const sessionCookieName = () => cookieName('next-auth.session-token')

/** Of a sign-in that is under way: a sealed value each, for as long as a person may take at the provider. */
const flowCookies = {
	state: 'next-auth.state',
	pkceCodeVerifier: 'next-auth.pkce.code_verifier',
	nonce: 'next-auth.nonce',
} as const
const flowSeconds = 15 * 60

/** Their names, to be taken back. */
export const flowCookieNames = () => Object.values(flowCookies).map(cookieName)

/** Name of the cookie that holds the state of a sign-in that is under way. */
export const stateCookieName = () => cookieName(flowCookies.state)

/** Name of the cookie that holds where to go after signing in. */
export const returnCookieName = () => cookieName('next-auth.callback-url')

/** All cookies of next-auth, by names and attributes of our own. */
export function authCookies(): CookiesOptions {
	const options = cookieAttributes()
	const inFlow = (name: keyof typeof flowCookies) => ({
		name: cookieName(flowCookies[name]),
		options: { ...options, maxAge: flowSeconds },
	})
	return {
		sessionToken: { name: sessionCookieName(), options },
		callbackUrl: { name: returnCookieName(), options },
		csrfToken: { name: cookieName('next-auth.csrf-token'), options },
		state: inFlow('state'),
		pkceCodeVerifier: inFlow('pkceCodeVerifier'),
		nonce: inFlow('nonce'),
	}
}
