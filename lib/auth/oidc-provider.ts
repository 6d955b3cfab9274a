import 'server-only'
import type { TokenSet, User } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { env, type OidcSettings } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { accountFromClaims, isRoleClaimLeftOut } from './account-from-claims.ts'
import { provenSignIn } from './proven-sign-in.ts'
import { metadataAddress } from './provider-logout.ts'
import { recentSignInMinutes } from './rules.ts'
import type { SignIn } from './sign-in.ts'

/** What a provider gives next-auth: who signed in, as it vouches for them; nobody where its claims name nobody. */
export type SignedIn = User & { vouched: Pick<SignIn, 'account' | 'authenticatedAt' | 'idToken'> | null }

/** What a sign-in asks the provider for: any of its sessions, a recent sign-in, or another account. */
export type SignInWish = 'any' | 'again' | 'another'

type Claims = Record<string, unknown>

/**
 * `max_age` stands in every request, because several providers tell when people signed in (`auth_time`) only where it
 * does. For an ordinary sign-in it is as long as a session may last here: a younger one at the provider is taken as it
 * is, and nobody types anything.
 */
const paramsOf: Record<SignInWish, () => Record<string, string | number>> = {
	any: () => ({ max_age: env().session.maxMs / 1000 }),
	again: () => ({ max_age: recentSignInMinutes * 60 }),
	// Every provider knows `login`; `select_account` is unknown to some.
	another: () => ({ max_age: env().session.maxMs / 1000, prompt: 'login' }),
}

const patienceMs = 8_000

/** The firm's identity provider, as next-auth takes it. */
export function oidcProvider(oidc: OidcSettings, wish: SignInWish): OAuthConfig<Claims> {
	return {
		id: 'oidc',
		name: 'Single sign-on',
		type: 'oauth',
		wellKnown: metadataAddress(oidc),
		clientId: oidc.clientId,
		clientSecret: oidc.clientSecret,
		authorization: { params: { scope: 'openid profile email', ...paramsOf[wish]() } },
		checks: ['pkce', 'state', 'nonce'],
		idToken: true,
		httpOptions: { timeout: patienceMs },
		// Providers differ in whether roles ride in the ID token or in userinfo: both are read, the signed one wins.
		userinfo: {
			request: async ({ client, tokens }) => ({
				...(tokens.access_token && client.issuer.metadata.userinfo_endpoint
					? // The whole set (which next-auth types as its fields), not its access token alone: only then is it
						// checked that both are about the same person.
						await client.userinfo(tokens as Exclude<Parameters<typeof client.userinfo>[0], string>)
					: {}),
				...claimsOf(tokens),
			}),
		},
		profile: (claims, tokens): SignedIn => {
			if (isRoleClaimLeftOut(claims, oidc)) {
				log().warn(
					{ kind: 'sign_in', actor: claims.sub, claim: oidc.roleClaim },
					'the identity provider left the role claim out, because the person is in too many groups: let it send only the groups of this application',
				)
			}
			const account = accountFromClaims(claims, oidc)
			// Of the signed claims alone.
			const authenticatedAt = provenSignIn(claimsOf(tokens).auth_time, new Date())
			const idToken = tokens.id_token ?? null
			return { id: String(claims.sub), vouched: account && { account, authenticatedAt, idToken } }
		},
	}
}

/** The claims of the ID token, whose signature, issuer, audience, lifetime and nonce have been checked by now. */
function claimsOf(tokens: TokenSet): Claims {
	return 'claims' in tokens && typeof tokens.claims === 'function' ? tokens.claims() : {}
}
