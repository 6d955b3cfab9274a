import 'server-only'
import { headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { clientAddress } from '#lib/client-address.ts'
import { env } from '#lib/env.ts'
import { takeAllowance } from '#lib/limits/require-allowance.ts'
import { log } from '#lib/log.ts'
import { browserLabel } from './browser-label.ts'
import { oidcProvider, type SignedIn, type SignInWish } from './oidc-provider.ts'
import { signInOptions } from './people.ts'
import { noteRefused } from './refused-account.ts'
import { refusedPage } from './refused-page.ts'
import { returnAddress } from './return-path.ts'
import { dropCookie } from './sealed-cookie.ts'
import { readSessionId } from './session.ts'
import { authCookies, sessionCookieName } from './session-cookie.ts'
import { sandboxIssuer } from './session-store.ts'
import { type SignInPlace, signIn } from './sign-in.ts'
import { describeSignInFailure } from './sign-in-failure.ts'

/** next-auth's configuration: the JWT carries a session id and nothing else; the session lives in the database. */
export function authOptions(wish: SignInWish): NextAuthOptions {
	const { oidc, authSecret, session } = env()
	const maxAge = session.maxMs / 1000
	return {
		...(authSecret ? { secret: authSecret } : {}),
		cookies: authCookies(),
		session: { strategy: 'jwt', maxAge },
		jwt: { maxAge },
		pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
		providers: oidc ? [oidcProvider(oidc, wish)] : sandboxProviders(),
		callbacks: {
			redirect: ({ url, baseUrl }) => returnAddress(url, baseUrl),
			signIn: ({ user }) => enter(user as Entering),
			jwt: ({ user }) => ({ sessionId: (user as Entering | undefined)?.sessionId }),
			session: ({ session: { expires } }) => ({ expires }),
		},
		logger: {
			error: (code, metadata) =>
				log().warn({ kind: 'sign_in', ...describeSignInFailure(code, metadata) }, 'sign-in failed'),
			warn: (code) => log().debug({ kind: 'sign_in', outcome: code }, 'sign-in warning'),
			debug: () => {},
		},
	}
}

/** Whoever a provider vouches for, and the session that is opened for them on the way through next-auth. */
type Entering = SignedIn & { sessionId?: string }

/** Signs in whom the provider vouches for: `true`, or the page that says why not. */
async function enter(user: Entering): Promise<true | string> {
	if (!user.vouched) return refusedPage('OAuthCallback')
	try {
		const { issuer, subject } = user.vouched.account
		if ((await takeAllowance('personSignIn', `${issuer} ${subject}`)) > 0)
			return refusedPage('TooManySignIns')
		const place = await readPlace()
		const earlierSessionId = await readSessionId()
		const outcome = await signIn({ ...user.vouched, place, earlierSessionId })
		if (outcome.kind === 'signed_in') {
			user.sessionId = outcome.sessionId
			return true
		}
		await noteRefused(user.vouched.account)
		// Whoever was signed in before them is not any more: it is another account that sits there now.
		await dropCookie(sessionCookieName())
		return refusedPage(outcome.why === 'disabled' ? 'Disabled' : 'NoRole')
	} catch (error) {
		log().error({ kind: 'sign_in', err: error }, 'sign-in failed')
		return refusedPage('Unavailable')
	}
}

/** Where the request comes from. */
export async function readPlace(): Promise<SignInPlace> {
	const sent = await headers()
	return { address: clientAddress(sent), browser: browserLabel(sent.get('user-agent')) }
}

/** None at all unless the sandbox pod is in use: with a real pod there is nothing to call. */
function sandboxProviders() {
	const options = signInOptions()
	if (options.kind !== 'sandbox') return []
	return [
		Credentials({
			id: 'sandbox',
			name: 'Sandbox',
			credentials: { person: { type: 'text' } },
			authorize(credentials): SignedIn | null {
				const person = options.people.find(({ id }) => id === credentials?.person)
				if (!person) return null
				const { id, ...known } = person
				const account = { ...known, issuer: sandboxIssuer, subject: id, podUserId: null }
				return { id, vouched: { account, authenticatedAt: new Date(), idToken: null } }
			},
		}),
	]
}
