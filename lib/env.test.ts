import { describe, expect, it } from 'vitest'
import { readEnv } from './env.ts'

const realPod = {
	SYMPHONY_POD_URL: 'https://acme.symphony.com/pod/',
	SYMPHONY_SESSION_TOKEN: 'given-for-a-trial',
	OIDC_ISSUER: 'https://login.example.com',
	OIDC_CLIENT_ID: 'scopekeeper',
	OIDC_CLIENT_SECRET: 'kept elsewhere',
	ROLE_OFFICER: 'officers, leads',
	NEXTAUTH_URL: 'https://scopekeeper.example.com',
	NEXTAUTH_SECRET: 'x'.repeat(32),
	HOST: '0.0.0.0',
}

describe('readEnv', () => {
	it('uses the sandbox pod on loopback when nothing is set', () => {
		expect(readEnv({})).toMatchObject({
			port: 3000,
			host: '127.0.0.1',
			oidc: null,
			pod: { sandbox: true, url: 'http://127.0.0.1:4010/pod', loginUrl: 'http://127.0.0.1:4010/login' },
		})
	})

	it('treats a blank variable as absent', () => {
		expect(readEnv({ PORT: ' ', SYMPHONY_POD_URL: '' })).toEqual(readEnv({}))
	})

	it('takes a real pod with single sign-on, and its login beside it', () => {
		const { pod, oidc } = readEnv(realPod)
		expect(pod).toMatchObject({
			sandbox: false,
			url: 'https://acme.symphony.com/pod',
			loginUrl: 'https://acme.symphony.com/login',
		})
		expect(oidc?.roleValues.officer).toEqual(['officers', 'leads'])
	})

	const bad: [string, Record<string, string | undefined>, RegExp][] = [
		['a port that is no number', { PORT: 'abc' }, /^PORT must be a whole number/],
		['a port out of range', { PORT: '70000' }, /^PORT must be/],
		['a pod over plain http', { ...realPod, SYMPHONY_POD_URL: 'http://acme.symphony.com/pod' }, /https:/],
		[
			'a pod that is no address',
			{ ...realPod, SYMPHONY_POD_URL: 'acme' },
			/^SYMPHONY_POD_URL must be an address/,
		],
		[
			'a real pod without single sign-on',
			{ SYMPHONY_POD_URL: realPod.SYMPHONY_POD_URL, SYMPHONY_SESSION_TOKEN: 't' },
			/needs single sign-on/,
		],
		['half of single sign-on', { OIDC_ISSUER: 'https://login.example.com' }, /needs all of/],
		['single sign-on without an address of its own', { ...realPod, NEXTAUTH_URL: undefined }, /NEXTAUTH_URL/],
		[
			'single sign-on that gives nobody a role',
			{ ...realPod, ROLE_OFFICER: undefined },
			/Nobody could sign in/,
		],
		[
			'a real pod without a service account',
			{ ...realPod, SYMPHONY_SESSION_TOKEN: undefined },
			/service account/,
		],
		[
			'a key file that is not there',
			{
				...realPod,
				SYMPHONY_SESSION_TOKEN: undefined,
				SYMPHONY_BOT_USERNAME: 'bot',
				SYMPHONY_BOT_PRIVATE_KEY_PATH: '/nowhere.pem',
			},
			/cannot be read/,
		],
		['the sandbox’s sign-in on an address that others reach', { HOST: '0.0.0.0' }, /loopback/],
		['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://localhost/x' }, /^DATABASE_URL must be/],
		['a secret that can be guessed', { NEXTAUTH_SECRET: 'short' }, /at least 32/],
		['approvals that this version does not have', { APPROVALS: 'second' }, /^APPROVALS can only be/],
	]
	it.each(bad)('refuses %s with one sentence', (_what, source, sentence) => {
		expect(() => readEnv(source)).toThrow(sentence)
		expect(() => readEnv(source)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
	})
})
