import { afterEach, describe, expect, test, vi } from 'vitest'
import { addressHeader } from '#lib/client-address.ts'

const token = 'a-token-of-the-operators'
const local = { authorization: null, forwardedFor: '127.0.0.1', host: 'localhost:3000' }
const singleSignOn = {
	OIDC_ISSUER: 'https://login.example.com',
	OIDC_CLIENT_ID: 'scopekeeper',
	OIDC_CLIENT_SECRET: 'secret',
	NEXTAUTH_URL: 'https://scopekeeper.example.com',
	NEXTAUTH_SECRET: 'x'.repeat(32),
	ROLE_OFFICER: 'officers',
}

/** The rule under another configuration, which a process reads once. */
async function ruleWith(variables: Record<string, string>) {
	vi.resetModules()
	for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
	return (await import('./operator.ts')).requireOperator
}

afterEach(() => vi.unstubAllEnvs())

describe('with OPS_TOKEN', () => {
	test('whoever bears it is let in, from anywhere', async () => {
		const requireOperator = await ruleWith({ OPS_TOKEN: token })
		requireOperator({ ...local, authorization: `Bearer ${token}`, forwardedFor: '192.0.2.1' })
	})

	test.each([null, '', token, `Bearer ${token} `, `Bearer ${token.slice(1)}`, `Basic ${token}`, 'Bearer '])(
		'%o is not let in, not even from this machine',
		async (authorization) => {
			const requireOperator = await ruleWith({ OPS_TOKEN: token })
			expect(() => requireOperator({ ...local, authorization })).toThrow(
				expect.objectContaining({ code: 'not_signed_in' }),
			)
		},
	)
})

describe('without OPS_TOKEN', () => {
	test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.0.0.1, ::1'])(
		'this machine is let in: %o',
		async (forwardedFor) => {
			const requireOperator = await ruleWith({})
			requireOperator({ ...local, forwardedFor })
		},
	)

	test.each(['192.0.2.1', '192.0.2.1, 127.0.0.1', '127.0.0.1, 192.0.2.1', 'unknown', ''])(
		'others are not, though a proxy on this machine asks for them: %o',
		async (forwardedFor) => {
			const requireOperator = await ruleWith({})
			expect(() => requireOperator({ ...local, forwardedFor })).toThrow(
				expect.objectContaining({ code: 'forbidden' }),
			)
		},
	)

	test.each([null, '192.0.2.1', '10.0.0.1'])(
		'nor is whoever comes from elsewhere, whatever they write into a header: %o',
		async (address) => {
			const requireOperator = await ruleWith({})
			const { operatorHeaders } = await import('./operator.ts')
			for (const named of [null, '127.0.0.1', '::1']) {
				const headers = new Headers({ host: 'localhost:3000' })
				if (address) headers.set(addressHeader(), address)
				if (named) headers.set('x-forwarded-for', named)
				const request = new Request('http://127.0.0.1/api/metrics', { headers })
				expect(() => requireOperator(operatorHeaders(request))).toThrow(
					expect.objectContaining({ code: 'forbidden' }),
				)
			}
		},
	)

	test.each(['evil.example', 'localhost.evil.example', '10.0.0.7:3000', 'scopekeeper.example.com', '', null])(
		'nor is a page that has the name %o lead to this machine',
		async (host) => {
			const requireOperator = await ruleWith({})
			expect(() => requireOperator({ ...local, host })).toThrow(
				expect.objectContaining({ code: 'forbidden' }),
			)
		},
	)

	test.each([
		['it listens to other machines', { ...singleSignOn, HOST: '0.0.0.0', NEXTAUTH_URL: 'https://localhost' }],
		['people reach it elsewhere, and so through a proxy that may name nobody', singleSignOn],
		['a proxy stands in front', { TRUSTED_PROXY_HOPS: '1' }],
	])('nobody is, where %s', async (_, variables) => {
		const requireOperator = await ruleWith(variables)
		expect(() => requireOperator(local)).toThrow(expect.objectContaining({ code: 'forbidden' }))
	})

	test('this machine is, where people reach the console on it with single sign-on', async () => {
		const requireOperator = await ruleWith({ ...singleSignOn, NEXTAUTH_URL: 'https://127.0.0.1:3443' })
		requireOperator(local)
	})
})
