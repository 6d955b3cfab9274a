import 'server-only'
import type { NextAuthOptions, User } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { env, type OidcSettings } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { identityFromClaims } from './identity-from-claims.ts'
import { signInOptions } from './people.ts'
import { endSession, type Identity, openSession, sandboxIssuer } from './session-store.ts'

/** What a provider gives next-auth: who signed in, or nobody where the claims give no role here. */
type SignedIn = User & { identity: Identity | null }

const usesHttps = () => env().publicUrl?.startsWith('https://') ?? false

/** Name of the cookie that carries the session. */
export function sessionCookieName(): string {
	return usesHttps() ? '__Secure-next-auth.session-token' : 'next-auth.session-token'
}

/** The attributes that next-auth gives that cookie. */
export function sessionCookieAttributes() {
	return { httpOnly: true, sameSite: 'lax', path: '/', secure: usesHttps() } as const
}

/** next-auth's configuration: the JWT carries a session id and nothing else; the session lives in the database. */
export function authOptions(): NextAuthOptions {
	const { oidc, authSecret, session } = env()
	return {
		...(authSecret ? { secret: authSecret } : {}),
		useSecureCookies: usesHttps(),
		session: { strategy: 'jwt', maxAge: session.maxMs / 1000 },
		pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
		providers: oidc ? [oidcProvider(oidc)] : sandboxProviders(),
		callbacks: {
			signIn: ({ user }) => (user as SignedIn).identity !== null || '/sign-in?error=NoRole',
			async jwt({ token, user }) {
				const identity = (user as SignedIn | undefined)?.identity
				return identity ? { sessionId: await openSession(identity) } : { sessionId: token.sessionId }
			},
			session: ({ session: { expires } }) => ({ expires }),
		},
		events: {
			signOut: async ({ token }) => {
				if (typeof token?.sessionId === 'string') await endSession(token.sessionId)
			},
		},
		logger: {
			error: (code, metadata) => log().warn({ code, err: errorOf(metadata) }, 'sign-in failed'),
			warn: (code) => log().debug({ code }, 'sign-in warning'),
			debug: () => {},
		},
	}
}

function errorOf(metadata: unknown): unknown {
	if (metadata instanceof Error) return metadata
	return typeof metadata === 'object' && metadata !== null && 'error' in metadata ? metadata.error : undefined
}

function oidcProvider(oidc: OidcSettings): OAuthConfig<Record<string, unknown>> {
	return {
		id: 'oidc',
		name: 'Single sign-on',
		type: 'oauth',
		wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
		clientId: oidc.clientId,
		clientSecret: oidc.clientSecret,
		authorization: { params: { scope: 'openid profile email' } },
		checks: ['pkce', 'state', 'nonce'],
		idToken: true,
		// Providers differ in whether roles ride in the ID token or in userinfo: both are read, the signed one wins.
		userinfo: {
			request: async ({ client, tokens }) => ({
				...(tokens.access_token ? await client.userinfo(tokens.access_token) : {}),
				...('claims' in tokens && typeof tokens.claims === 'function' ? tokens.claims() : {}),
			}),
		},
		profile: (claims): SignedIn => ({ id: String(claims.sub), identity: identityFromClaims(claims, oidc) }),
	}
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
				const { id, ...identity } = person
				return { id, identity: { ...identity, issuer: sandboxIssuer, subject: id, podUserId: null } }
			},
		}),
	]
}
