import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import type { OidcSettings } from '#lib/env.ts'
import { startIdentityProvider } from '../../e2e/fixtures/identity-provider.ts'
import { freePort } from '../launch/ports.ts'
import { providerChecks } from './provider.ts'
import { outcomesOf } from './testing/found.ts'

const provider = await startIdentityProvider('http://127.0.0.1:3000', {})
afterAll(() => provider.stop())

const settings: Omit<OidcSettings, 'issuer'> = {
	clientId: 'scopekeeper',
	clientSecret: 'canary',
	roleClaim: 'groups',
	roleValues: { administrator: [], officer: ['officers'], support: [], auditor: [] },
	podUserClaim: null,
}
const look = (issuer: string) => outcomesOf(providerChecks({ ...settings, issuer }))

test('a provider that is as it should be is right in everything', async () => {
	const outcomes = await look(provider.issuer)
	expect(Object.entries(outcomes).filter(([, outcome]) => !outcome.startsWith('ok:'))).toEqual([])
	expect(outcomes['sign-out']).toBe('ok: It can end its own session, too.')
	expect(await look(`${provider.issuer}/`)).toEqual(outcomes)
})

describe('an issuer', () => {
	test('that the provider does not call itself is told', async () => {
		const elsewhere = provider.issuer.replace('127.0.0.1', 'localhost')
		expect((await look(elsewhere)).issuer).toMatch(
			/^wrong: It calls itself http:\/\/127.*OIDC_ISSUER says http:\/\/localhost:\d+\. Set OIDC_ISSUER/,
		)
	})

	test('at which nobody tells of themselves is told', async () => {
		const outcomes = await look(`${provider.issuer}/nowhere`)
		expect(outcomes.discovery).toMatch(
			/^wrong: .*does not tell of itself at .*\(404\).*before “\/\.well-known”/,
		)
		expect(outcomes.endpoints).toBe('open: Not tried: it needs “discovery”.')
	})

	test('where nothing listens is told', async () => {
		expect((await look(`http://127.0.0.1:${await freePort()}`)).discovery).toMatch(
			/^wrong: The provider at .* cannot be reached \(ECONNREFUSED\)\. Check OIDC_ISSUER/,
		)
	})
})

/** What a provider could say of itself; a real one is well configured. */
async function told(document: Record<string, unknown>, headers: Record<string, string> = {}) {
	const answer = (response: ServerResponse, body: unknown, more = {}) =>
		response.writeHead(200, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body))
	const server = createHttpServer((request, response) => {
		if (request.url === '/keys') answer(response, { keys: [] })
		else answer(response, { issuer, ...document }, headers)
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
	const outcomes = await look(issuer)
	server.close()
	server.closeAllConnections()
	return { outcomes, issuer }
}

const endpoints = {
	authorization_endpoint: 'https://login.example.com/authorize',
	token_endpoint: 'https://login.example.com/token',
}

describe('a provider', () => {
	test('that leaves out what sign-in needs is told', async () => {
		const { outcomes } = await told({})
		expect(outcomes.endpoints).toMatch(
			/^wrong: It does not name authorization_endpoint, token_endpoint, jwks_uri/,
		)
		expect(outcomes.keys).toMatch(/^open: Not tried/)
		expect(outcomes.PKCE).toMatch(/^warning: It does not say whether it takes S256/)
		expect(outcomes['sign-out']).toMatch(/^ok: It offers no end of its own session/)
	})

	test('that offers too little is told', async () => {
		const { outcomes } = await told({
			...endpoints,
			jwks_uri: 'http://login.example.com/keys',
			code_challenge_methods_supported: ['plain'],
			id_token_signing_alg_values_supported: ['PS256', 'ES256'],
		})
		expect(outcomes.endpoints).toMatch(/^wrong: jwks_uri is not https/)
		expect(outcomes.PKCE).toMatch(/^warning: S256 is not among/)
		expect(outcomes.signatures).toMatch(/^warning: It signs ID tokens with PS256, ES256 only/)
	})

	test('whose keys cannot be read is told', async () => {
		const closed = `http://127.0.0.1:${await freePort()}/keys`
		expect((await told({ ...endpoints, jwks_uri: closed })).outcomes.keys).toMatch(
			/^wrong: What holds its keys cannot be reached/,
		)
		const { outcomes } = await told({ ...endpoints, jwks_uri: `${provider.issuer}/nowhere` })
		expect(outcomes.keys).toMatch(/^wrong: Its signing keys cannot be read \(404\)/)
	})

	test('that does not say who it is is told', async () => {
		expect((await told({ issuer: undefined })).outcomes.issuer).toMatch(/^wrong: It does not say who it is/)
	})

	test.each([
		['ahead of', 3_600_000],
		['behind', -3_600_000],
	])('whose clock is %s ours is told', async (words, ms) => {
		const { outcomes } = await told({}, { date: new Date(Date.now() + ms).toUTCString() })
		expect(outcomes.clock).toMatch(
			new RegExp(`^warning: The provider’s clock is \\d+ s ${words} this machine’s`),
		)
	})
})
