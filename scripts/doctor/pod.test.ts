import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { KnownSettings } from '#lib/env-inspection.ts'
import { newKeyPair, startPodUnderTest } from '#lib/pod/sandbox/testing/pod-under-test.ts'
import { selfSigned } from '#lib/pod/testing/certificate.ts'
import { freePort } from '../launch/ports.ts'
import { podChecks } from './pod.ts'
import { outcomesOf } from './testing/found.ts'

const pod = await startPodUnderTest()
const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-doctor-'))
afterAll(async () => {
	await pod.close()
	rmSync(folder, { recursive: true })
})
beforeEach(() => pod.client.reset())

function keyFile(name: string, privateKey: string): string {
	const path = join(folder, name)
	writeFileSync(path, privateKey, { mode: 0o600 })
	return path
}
const privateKeyPath = keyFile('bot.pem', pod.privateKey)

type Settings = KnownSettings['pod']

const look = (settings: Partial<Settings> = {}) =>
	outcomesOf(
		podChecks({
			sandbox: false,
			url: `${pod.client.url}/pod`,
			loginUrl: `${pod.client.url}/login`,
			groupType: 'ROLE_SCOPE',
			globalGroupId: null,
			credentials: { kind: 'key', username: 'scopekeeper-bot', privateKeyPath },
			...settings,
		}),
	)
const as = (username: string, path = privateKeyPath): Partial<Settings> => ({
	credentials: { kind: 'key', username, privateKeyPath: path },
})
/** From now on, until the next test. */
const breakCalls = (path: string, fault: Record<string, unknown>) =>
	pod.client.fault({ path, times: 'always', fault })
const sessionInfo = '/pod/v2/sessioninfo'
const closed = `http://127.0.0.1:${await freePort()}`

test('a pod that is as it should be is right in all that can be told, and only read', async () => {
	expect(await look()).toEqual({
		reachable: expect.stringMatching(/^ok: The pod at 127\.0\.0\.1:\d+ answers/),
		login: 'ok: The pod has given a session.',
		'session info': 'ok: The session is that of “scopekeeper-bot”.',
		VIEW_ROLE_SCOPES: 'ok: Groups of the type ROLE_SCOPE are listed.',
		MANAGE_ROLE_SCOPES: expect.stringMatching(/^open: Cannot be told without a change/),
		'Global group': expect.stringMatching(/^ok: Recognised by its name/),
		clock: 'ok: It agrees with this machine’s.',
	})
	const calls = (await pod.client.calls()).map(({ method, target }) => `${method} ${target.split('?')[0]}`)
	expect(calls.filter((call) => !call.startsWith('GET '))).toEqual(['POST /login/pubkey/authenticate'])
})

describe('a login', () => {
	test('with another key is told', async () => {
		const other = keyFile('other.pem', newKeyPair().privateKey)
		const outcomes = await look(as('scopekeeper-bot', other))
		expect(outcomes.login).toMatch(
			/^wrong: The pod refused the login of “scopekeeper-bot” \(401: .*Check SYMPHONY_BOT_USERNAME, that the public half/,
		)
		expect(outcomes.VIEW_ROLE_SCOPES).toBe('open: Not tried: it needs “login”.')
	})

	test('of an account that there is not is told', async () => {
		expect((await look(as('nobody'))).login).toMatch(/^wrong: .*refused the login of “nobody”/)
	})

	test('at a service that is not there, or in trouble, is told', async () => {
		expect((await look({ loginUrl: `${closed}/login` })).login).toMatch(
			/^wrong: The login service at 127\.0\.0\.1:\d+ gave no answer \(ECONNREFUSED\)/,
		)
		await breakCalls('/login/pubkey/authenticate', { kind: 'status', status: 503 })
		expect((await look()).login).toMatch(/^wrong: The login service at .* did not answer as it should \(503/)
	})

	test('by a token that has ended is told', async () => {
		const outcomes = await look({ credentials: { kind: 'token', token: 'canary-of-a-token' } })
		expect(outcomes.login).toMatch(/^wrong: The pod refused SYMPHONY_SESSION_TOKEN \(401/)
		expect(JSON.stringify(outcomes)).not.toContain('canary')
	})

	test('without settings is not tried', async () => {
		expect((await look({ credentials: null })).login).toMatch(/^open: Not tried/)
	})
})

describe('an account', () => {
	test('without entitlements is told which role it lacks', async () => {
		const outcomes = await look(as('scopekeeper-none'))
		expect(outcomes.VIEW_ROLE_SCOPES).toMatch(
			/^wrong: The service account may not list groups \(403: .*VIEW_ROLE_SCOPES\. .*SCOPE_MANAGEMENT/,
		)
		expect(outcomes.MANAGE_ROLE_SCOPES).toMatch(/^open: Not tried/)
	})

	test.each([
		['has', ['SCOPE_MANAGEMENT'], /^ok: The account has the role SCOPE_MANAGEMENT/],
		['lacks', ['INDIVIDUAL'], /^warning: The account’s roles do not name SCOPE_MANAGEMENT/],
	])('whose shown roles say that it %s the role is told so', async (_which, roles, sentence) => {
		const body = { id: 1, username: 'scopekeeper-bot', roles }
		await breakCalls(sessionInfo, { kind: 'status', status: 200, body })
		expect((await look()).MANAGE_ROLE_SCOPES).toMatch(sentence)
	})

	test('of another name than the configured one is told', async () => {
		await breakCalls(sessionInfo, { kind: 'status', status: 200, body: { username: 'another' } })
		expect((await look())['session info']).toMatch(/^warning: .*“another”\. SYMPHONY_BOT_USERNAME says/)
	})
})

describe('groups', () => {
	test('of a type that there is not are told', async () => {
		expect((await look({ groupType: 'NO_SUCH_TYPE' })).VIEW_ROLE_SCOPES).toMatch(/^w\w+: The pod .*list/)
	})

	test('that a pod in trouble does not list are told', async () => {
		await breakCalls('/pod/v2/admin/usergroups', { kind: 'status', status: 500 })
		expect((await look()).VIEW_ROLE_SCOPES).toMatch(/^wrong: The pod did not list groups \(500/)
	})

	test('without the Global one that is named are told', async () => {
		expect((await look({ globalGroupId: 'nowhere' }))['Global group']).toMatch(/^wrong: The pod has no group/)
	})
})

describe('an address of the pod', () => {
	test.each([
		[
			'where nothing listens',
			`${closed}/pod`,
			/^wrong: The pod at 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
		],
		['whose name is none', 'https://pod.invalid/pod', /^wrong: .*has a name that cannot be resolved/],
	])('%s is told, and no login is tried', async (_which, url, sentence) => {
		const outcomes = await look({ url })
		expect(outcomes.reachable).toMatch(sentence)
		expect(outcomes.login).toBe('open: Not tried: it needs “reachable”.')
	})

	test('with a certificate that nobody vouches for is told', async () => {
		const server = createServer(selfSigned, (_request, response) => response.end('{}'))
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
		const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/pod`
		expect((await look({ url })).reachable).toMatch(
			/^wrong: .*certificate that is not accepted here \(\w+\).*NODE_EXTRA_CA_CERTS/,
		)
		server.close()
	})

	test('at which something else answers is told', async () => {
		await breakCalls(sessionInfo, { kind: 'html' })
		expect((await look()).reachable).toMatch(/^wrong: What answers at .* is not a pod/)
	})

	test('that cuts the connection is told', async () => {
		await breakCalls(sessionInfo, { kind: 'cut-before' })
		expect((await look()).reachable).toMatch(/^wrong: The pod at .* breaks the connection/)
	})
})
