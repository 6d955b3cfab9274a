import 'server-only'
import { randomBytes } from 'node:crypto'
import { log } from '#lib/log.ts'
import { providerLogout } from './provider-logout.ts'
import { leaveWord, readWord } from './sealed-cookie.ts'
import { signOut } from './sign-out.ts'

const stateCookie = 'scopekeeper.signing-out'
const minutesAtProvider = 10

/** How a sign-out went, as the sign-in page says it. */
export type SignedOut =
	/** Here; in the sandbox there is nowhere else. */
	| '1'
	/** Here, and the provider has none to offer. */
	| 'here'
	/** Here, and the provider could not be reached. */
	| 'unreachable'
	/** In this browser alone: the session’s row could not be reached. */
	| 'browser'

const page = (how: SignedOut) => `/sign-in?signedOut=${how}`

/**
 * Ends the session of a browser, whatever the provider does, and gives the address to go on to: the provider's, where
 * it can sign the person out as well, or the sign-in page, which says how it went.
 */
export async function leaveThisBrowser(sessionId: string | null): Promise<string> {
	if (!sessionId) return page('1')
	let ended: Awaited<ReturnType<typeof signOut>>
	try {
		ended = await signOut(sessionId)
	} catch (error) {
		log().error({ kind: 'sign_in', err: error }, 'a session could not be ended')
		return page('browser')
	}
	if (!ended?.atProvider) return page('1')
	const state = randomBytes(16).toString('base64url')
	const logout = await providerLogout(ended.idToken, state)
	if (logout.kind !== 'there') return page(logout.kind === 'none' ? 'here' : 'unreachable')
	await leaveWord(stateCookie, state, minutesAtProvider * 60)
	return logout.url
}

/** Whether the browser comes back from signing out at the provider, and not from anywhere else. */
export async function isBackFromProvider(state: unknown): Promise<boolean> {
	return typeof state === 'string' && (await readWord(stateCookie)) === state
}
