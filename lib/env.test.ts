import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readEnv } from './env.ts'
import { findVariableProblems } from './env-variables.ts'

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

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-env-'))
afterAll(() => rmSync(folder, { recursive: true }))

function keyFile(name: string, content: string): string {
	const path = join(folder, name)
	writeFileSync(path, content)
	return path
}

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const
const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const
const rsaKey = (modulusLength: number) =>
	generateKeyPairSync('rsa', { modulusLength, publicKeyEncoding, privateKeyEncoding })
const strong = rsaKey(2048)

const withKey = (path: string) => ({
	...realPod,
	SYMPHONY_SESSION_TOKEN: undefined,
	SYMPHONY_BOT_USERNAME: 'bot',
	SYMPHONY_BOT_PRIVATE_KEY_PATH: path,
})

describe('readEnv', () => {
	it('uses the sandbox pod on loopback when nothing is set', () => {
		expect(readEnv({})).toMatchObject({
			port: 3000,
			host: '127.0.0.1',
			oidc: null,
			pod: { sandbox: true, url: 'http://127.0.0.1:4010/pod', loginUrl: 'http://127.0.0.1:4010/login' },
		})
	})

	it('lets officers apply at once in the sandbox, and asks for a second person with a real pod', () => {
		expect(readEnv({}).approvals).toBe('direct')
		expect(readEnv(realPod).approvals).toBe('second')
		expect(readEnv({ ...realPod, APPROVALS: 'two' }).approvals).toBe('two')
	})

	it('gives notice of an end on each day once, the earliest first', () => {
		expect(readEnv({}).requests.noticeDays).toEqual([7, 1])
		expect(readEnv({ EXPIRY_NOTICE_DAYS: '1, 14,0,14' }).requests.noticeDays).toEqual([14, 1])
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
			/^SYMPHONY_POD_URL must be a plain address/,
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
		['a key file that is not there', withKey('/nowhere.pem'), /cannot be read/],
		[
			'a token with a space in it',
			{ ...realPod, SYMPHONY_SESSION_TOKEN: 'two words' },
			/^SYMPHONY_SESSION_TOKEN/,
		],
		[
			'a token with a line break',
			{ ...realPod, SYMPHONY_SESSION_TOKEN: 'token\n' },
			/^SYMPHONY_SESSION_TOKEN/,
		],
		['the sandbox’s sign-in on an address that others reach', { HOST: '0.0.0.0' }, /loopback/],
		['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://localhost/x' }, /^DATABASE_URL must be/],
		[
			'an address of its own over plain http',
			{ ...realPod, NEXTAUTH_URL: 'http://scopekeeper.example.com' },
			/^NEXTAUTH_URL must begin with https/,
		],
		[
			'a provider over plain http',
			{ ...realPod, OIDC_ISSUER: 'http://login.example.com' },
			/^OIDC_ISSUER must begin with https/,
		],
		[
			'a provider of another protocol',
			{ ...realPod, OIDC_ISSUER: 'file:///etc' },
			/^OIDC_ISSUER must be an address/,
		],
		['a secret that can be guessed', { NEXTAUTH_SECRET: 'short' }, /at least 32/],
		[
			'approvals that there are not',
			{ APPROVALS: 'three' },
			/^APPROVALS must be “direct”, “second” or “two”/,
		],
		['days that are none', { EXPIRY_NOTICE_DAYS: '7;1' }, /^EXPIRY_NOTICE_DAYS must be whole numbers/],
	]
	it.each(bad)('refuses %s with one sentence', (_what, source, sentence) => {
		expect(() => readEnv(source)).toThrow(sentence)
		expect(() => readEnv(source)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
	})

	it.each([
		['a user name', 'https://user@acme.symphony.com/pod'],
		['a password', 'https://:canary@acme.symphony.com/pod'],
		['a query', 'https://acme.symphony.com/pod?canary=1'],
		['an empty query', 'https://acme.symphony.com/pod?'],
		['a fragment', 'https://acme.symphony.com/pod#canary'],
		['another protocol', 'ftp://acme.symphony.com/pod'],
	])('refuses %s in an address of the pod, and does not quote it', (_what, address) => {
		for (const variable of ['SYMPHONY_POD_URL', 'SYMPHONY_LOGIN_URL']) {
			const read = () => readEnv({ ...realPod, [variable]: address })
			expect(read).toThrow(new RegExp(`^${variable} must be a plain address`))
			expect(read).not.toThrow(/canary/)
		}
	})

	it.each([
		['PORT', { PORT: '6000' }],
		['SANDBOX_PORT', { SANDBOX_PORT: '6666' }],
		['SYMPHONY_POD_URL', { ...realPod, SYMPHONY_POD_URL: 'https://acme.symphony.com:6000/pod' }],
		['SYMPHONY_LOGIN_URL', { ...realPod, SYMPHONY_LOGIN_URL: 'https://acme.symphony.com:6697/login' }],
	])('refuses a port in %s that neither browsers nor fetch call', (variable, source) => {
		expect(() => readEnv(source)).toThrow(new RegExp(`^${variable} names a port that is kept for another`))
	})

	it.each([
		['no PEM', 'canary'],
		['a public key', strong.publicKey],
		['an RSA key of fewer than 2048 bits', rsaKey(1024).privateKey],
		[
			'a key of another kind',
			generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding, privateKeyEncoding }).privateKey,
		],
	])('refuses a key file that holds %s, for a real pod and for the sandbox', (_what, content) => {
		const path = keyFile('bad.pem', content)
		for (const source of [withKey(path), { SYMPHONY_BOT_PRIVATE_KEY_PATH: path }]) {
			expect(() => readEnv(source)).toThrow(/RSA private key of at least 2048 bits/)
		}
	})

	it('takes a key file that holds an RSA key of 2048 bits', () => {
		const path = keyFile('good.pem', strong.privateKey)
		expect(readEnv(withKey(path)).pod.credentials).toEqual({
			kind: 'key',
			username: 'bot',
			privateKeyPath: path,
		})
	})

	it.each([
		['is not there', join(folder, 'nowhere.pem'), /CHECKPOINT_KEY_PATH names cannot be read/],
		['holds no key', keyFile('no-key.pem', 'canary'), /CHECKPOINT_KEY_PATH names must hold an Ed25519/],
		['holds another kind of key', keyFile('rsa.pem', strong.privateKey), /must hold an Ed25519 private key/],
	])('refuses a key for checkpoints that %s, and does not quote it', (_what, path, sentence) => {
		const read = () => readEnv({ CHECKPOINT_KEY_PATH: path })
		expect(read).toThrow(sentence)
		expect(read).not.toThrow(/canary/)
	})

	it('sends checkpoints over https, and over plain http to this machine only', () => {
		const read = (address: string) => readEnv({ CHECKPOINT_URL: address }).checkpoint.url
		for (const taken of ['https://witness.acme.com/c', 'http://127.0.0.1:9/c', 'http://localhost:9/c']) {
			expect(read(taken)).toBe(taken)
		}
		expect(() => read('http://user:canary@witness.acme.com/c')).toThrow(/must begin with https/)
		expect(() => read('http://user:canary@witness.acme.com/c')).not.toThrow(/canary/)
		expect(() => read('nowhere')).toThrow(/CHECKPOINT_URL must be an address/)
	})

	it('takes an Ed25519 key for checkpoints, and leaves the one that is still to be made to the launcher', () => {
		const { privateKey } = generateKeyPairSync('ed25519', { publicKeyEncoding, privateKeyEncoding })
		const path = keyFile('ed25519.pem', privateKey)
		expect(readEnv({ CHECKPOINT_KEY_PATH: path }).checkpoint.keyPath).toBe(path)
		expect(readEnv({ DATA_DIR: folder }).checkpoint.keyPath).toBe(join(folder, 'checkpoint-key.pem'))
	})

	it('takes plain http of a provider and of its own address on this machine', () => {
		const local = { NEXTAUTH_URL: 'http://127.0.0.1:3000', OIDC_ISSUER: 'http://localhost:9000' }
		expect(readEnv({ ...realPod, ...local })).toMatchObject({ publicUrl: local.NEXTAUTH_URL })
	})

	it('finds every variable that makes no sense by itself, not only the first', () => {
		const found = findVariableProblems({ ...realPod, PORT: 'abc', SYMPHONY_POD_URL: 'x', OPS_TOKEN: 'short' })
		expect(found.map(({ variable }) => variable)).toEqual(['PORT', 'SYMPHONY_POD_URL', 'OPS_TOKEN'])
	})

	it('takes a key file of the sandbox that is still to be made', () => {
		const path = join(folder, 'later.pem')
		const { pod } = readEnv({ SYMPHONY_BOT_PRIVATE_KEY_PATH: path })
		expect(pod.credentials).toMatchObject({ kind: 'key', privateKeyPath: path })
	})
})
