import { afterEach, describe, expect, test, vi } from 'vitest'
import { addressHeader } from '#lib/client-address.ts'

const token = 'a-token-of-the-operators'
const local = { authorization: null, forwardedFor: null }

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
		requireOperator({ authorization: `Bearer ${token}`, forwardedFor: '192.0.2.1' })
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
	test.each([null, '127.0.0.1', '::1', '::ffff:127.0.0.1', '127.0.0.1, ::1'])(
		'this machine is let in: %o',
		async (forwardedFor) => {
			const requireOperator = await ruleWith({})
			requireOperator({ authorization: null, forwardedFor })
		},
	)

	test.each(['192.0.2.1', '192.0.2.1, 127.0.0.1', '127.0.0.1, 192.0.2.1', 'unknown', ''])(
		'others are not, though a proxy on this machine asks for them: %o',
		async (forwardedFor) => {
			const requireOperator = await ruleWith({})
			expect(() => requireOperator({ authorization: null, forwardedFor })).toThrow(
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
				const headers = new Headers()
				if (address) headers.set(addressHeader(), address)
				if (named) headers.set('x-forwarded-for', named)
				const request = new Request('http://127.0.0.1/api/metrics', { headers })
				expect(() => requireOperator(operatorHeaders(request))).toThrow(
					expect.objectContaining({ code: 'forbidden' }),
				)
			}
		},
	)

	test('nobody is, where the console listens to other machines', async () => {
		const requireOperator = await ruleWith({
			HOST: '0.0.0.0',
			OIDC_ISSUER: 'https://login.example.com',
			OIDC_CLIENT_ID: 'scopekeeper',
			OIDC_CLIENT_SECRET: 'secret',
			NEXTAUTH_URL: 'https://scopekeeper.example.com',
			NEXTAUTH_SECRET: 'x'.repeat(32),
			ROLE_OFFICER: 'officers',
		})
		expect(() => requireOperator(local)).toThrow(expect.objectContaining({ code: 'forbidden' }))
	})
})
