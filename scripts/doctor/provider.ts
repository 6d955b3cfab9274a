import { z } from 'zod'
import type { OidcSettings } from '#lib/env.ts'
import { isLoopback } from '#lib/pod-settings.ts'
import { ask, describeClock, describeUnanswered } from './ask.ts'
import { type Check, type Outcome, ok, open, warning, wrong } from './check.ts'

/** What next-auth allows the clocks of both sides to differ by. */
const mostSkewMs = 10_000

const texts = z.array(z.string()).optional().catch(undefined)
const address = z.string().optional().catch(undefined)
const discoveryDocument = z.looseObject({
	issuer: address,
	authorization_endpoint: address,
	token_endpoint: address,
	userinfo_endpoint: address,
	jwks_uri: address,
	end_session_endpoint: address,
	code_challenge_methods_supported: texts,
	id_token_signing_alg_values_supported: texts,
})
type Discovery = z.output<typeof discoveryDocument>

const withoutSlash = (url: string) => url.replace(/\/$/, '')
const needed = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const

const isSafe = (url: string) =>
	URL.canParse(url) && (new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname))

function describeIssuer({ issuer }: Discovery, configured: string): Outcome {
	if (issuer && withoutSlash(issuer) === withoutSlash(configured)) return ok(`It calls itself ${issuer}.`)
	return wrong(
		issuer ? `It calls itself ${issuer}, and OIDC_ISSUER says ${configured}.` : 'It does not say who it is.',
		'Set OIDC_ISSUER to what the provider calls itself, letter by letter.',
	)
}

function describeEndpoints(found: Discovery): Outcome {
	const missing = needed.filter((name) => !found[name])
	if (missing.length > 0) {
		return wrong(
			`It does not name ${missing.join(', ')}.`,
			'Ask whoever runs the provider: sign-in needs them.',
		)
	}
	const unsafe = [...needed, 'userinfo_endpoint' as const].filter(
		(name) => found[name] && !isSafe(found[name]),
	)
	if (unsafe.length > 0) {
		return wrong(
			`${unsafe.join(', ')} ${unsafe.length > 1 ? 'are' : 'is'} not https.`,
			'Have the provider served over https.',
		)
	}
	return ok('Authorization, token and keys are named.')
}

function describePkce({ code_challenge_methods_supported: methods }: Discovery): Outcome {
	if (methods?.includes('S256')) return ok('S256 is offered.')
	return warning(
		methods ? 'S256 is not among what it offers.' : 'It does not say whether it takes S256.',
		'Scopekeeper always sends it: a provider that ignores it works, one that refuses it does not.',
	)
}

function describeAlgorithms({ id_token_signing_alg_values_supported: names }: Discovery): Outcome {
	if (!names || names.includes('RS256')) return ok('ID tokens can be signed with RS256.')
	return warning(
		`It signs ID tokens with ${names.join(', ')} only.`,
		'Have this client’s ID tokens signed with RS256.',
	)
}

const keySet = z.looseObject({ keys: z.array(z.looseObject({})).min(1) })

async function describeKeys({ jwks_uri: url = '' }: Discovery): Promise<Outcome> {
	const answer = await ask(url)
	if (answer.kind === 'unanswered') return describeUnanswered(answer, 'What holds its keys', 'the provider')
	return answer.status === 200 && keySet.safeParse(answer.json).success
		? ok('Its signing keys can be read.')
		: wrong(`Its signing keys cannot be read (${answer.status}).`, 'Ask whoever runs the provider.')
}

/** The checks of the identity provider: what it says of itself in public. Nobody signs in. */
export function providerChecks({ issuer }: OidcSettings): Check[] {
	const url = `${withoutSlash(issuer)}/.well-known/openid-configuration`
	const who = `The provider at ${new URL(issuer).host}`
	let document: Discovery | null = null
	let aheadMs: number | null = null
	const seen = (tell: (document: Discovery) => Outcome | Promise<Outcome>) => () =>
		document ? tell(document) : open('Nothing was seen.')
	return [
		{
			what: 'discovery',
			async look() {
				const answer = await ask(url)
				if (answer.kind === 'unanswered') return describeUnanswered(answer, who, 'OIDC_ISSUER')
				aheadMs = answer.aheadMs
				const parsed = discoveryDocument.safeParse(answer.json)
				if (answer.status !== 200 || !parsed.success) {
					return wrong(
						`${who} does not tell of itself at ${url} (${answer.status}).`,
						'Check OIDC_ISSUER: it is the address before “/.well-known”.',
					)
				}
				document = parsed.data
				return ok(`${who} tells of itself.`)
			},
		},
		{ what: 'issuer', needs: ['discovery'], look: seen((found) => describeIssuer(found, issuer)) },
		{ what: 'endpoints', needs: ['discovery'], look: seen(describeEndpoints) },
		{ what: 'PKCE', needs: ['discovery'], look: seen(describePkce) },
		{ what: 'signatures', needs: ['discovery'], look: seen(describeAlgorithms) },
		{ what: 'keys', needs: ['endpoints'], look: seen(describeKeys) },
		{
			what: 'sign-out',
			needs: ['discovery'],
			look: seen(({ end_session_endpoint: end }) =>
				ok(
					end
						? 'It can end its own session, too.'
						: 'It offers no end of its own session: signing out ends the console’s alone.',
				),
			),
		},
		{
			what: 'clock',
			needs: ['discovery'],
			look: () =>
				describeClock(aheadMs, mostSkewMs, 'The provider’s') ??
				(aheadMs === null ? open('It does not tell its time.') : ok('It agrees with this machine’s.')),
		},
	]
}
