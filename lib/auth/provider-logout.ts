import 'server-only'
import { z } from 'zod'
import { env, type OidcSettings } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { isLoopback } from '#lib/pod-settings.ts'

const patienceMs = 4_000
/** A longer one could break the headers that it travels in; the provider then asks whom to sign out. */
const longestHint = 3_000

const metadataSchema = z.object({ end_session_endpoint: z.url().optional() })

/** The address of a provider's own description. */
export const metadataAddress = ({ issuer }: OidcSettings) =>
	`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`

/** `url` to go to; that there is none; or that the provider could not be asked. */
export type ProviderLogout = { kind: 'there'; url: string } | { kind: 'none' } | { kind: 'unreachable' }

/**
 * Where the browser signs out at the provider, and comes back from. The provider is asked each time: that it does not
 * answer is then known before anybody is sent there.
 */
export async function providerLogout(idToken: string | null, state: string): Promise<ProviderLogout> {
	const { oidc, publicUrl } = env()
	if (!oidc || !publicUrl) return { kind: 'none' }
	try {
		const endpoint = await readEndpoint(oidc)
		if (!endpoint) return { kind: 'none' }
		const url = new URL(endpoint)
		if (idToken && idToken.length <= longestHint) url.searchParams.set('id_token_hint', idToken)
		url.searchParams.set('client_id', oidc.clientId)
		url.searchParams.set('post_logout_redirect_uri', new URL('/sign-in?signedOut=1', publicUrl).href)
		url.searchParams.set('state', state)
		return { kind: 'there', url: url.href }
	} catch (error) {
		log().warn({ kind: 'sign_in', err: error }, 'the identity provider could not be asked where to sign out')
		return { kind: 'unreachable' }
	}
}

async function readEndpoint(oidc: OidcSettings): Promise<string | null> {
	const response = await fetch(metadataAddress(oidc), {
		redirect: 'error',
		headers: { accept: 'application/json' },
		signal: AbortSignal.timeout(patienceMs),
	})
	if (!response.ok) throw new Error(`the provider’s description came with status ${response.status}`)
	const endpoint = metadataSchema.parse(await response.json()).end_session_endpoint
	if (!endpoint) return null
	const { protocol, hostname } = new URL(endpoint)
	if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return endpoint
	throw new Error('the provider’s end_session_endpoint is no https address')
}
