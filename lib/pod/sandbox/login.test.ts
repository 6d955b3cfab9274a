import { afterAll, beforeAll, expect, test } from 'vitest'
import { wireError, wireLogin, wireUser } from '../contract.ts'
import {
	type LoginClaims,
	loginToken,
	newKeyPair,
	type PodUnderTest,
	startPodUnderTest,
} from './testing/pod-under-test.ts'

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest()
})
afterAll(() => pod.close())

const logIn = (body: unknown) => pod.client.send('POST', '/login/pubkey/authenticate', body)
const withClaims = async (claims: LoginClaims) => logIn({ token: await loginToken(pod.privateKey, claims) })

test('a token signed with the registered key opens a session of the account it names', async () => {
	for (const subject of ['scopekeeper-bot', 'scopekeeper-viewer', 'scopekeeper-none']) {
		const answer = await withClaims({ subject })
		expect(answer.status).toBe(200)
		expect(wireLogin.parse(answer.json).name).toBe('sessionToken')
		const client = await pod.logIn(subject)
		const info = await client.get('/pod/v2/sessioninfo')
		expect(wireUser.parse(info.json).username).toBe(subject)
	}
})

test('a validity of five minutes is taken, and more is refused', async () => {
	expect((await withClaims({ expiresInSeconds: 300 })).status).toBe(200)
	expect((await withClaims({ expiresInSeconds: 302 })).status).toBe(401)
})

test('a token that cannot be trusted is refused with 401 in the shape of the pod', async () => {
	const foreign = await loginToken(newKeyPair().privateKey)
	const refused: [unknown, RegExp][] = [
		[{ token: foreign }, /registered key/],
		[{ token: await loginToken(pod.privateKey, { subject: 'somebody-else' }) }, /no known service account/],
		[{ token: await loginToken(pod.privateKey, { expiresInSeconds: -60 }) }, /expired/],
		[{ token: await loginToken(pod.privateKey, { expiresInSeconds: null }) }, /verified/],
		[{ token: await loginToken(pod.privateKey, { algorithm: 'RS256' }) }, /RS512/],
		[{ token: 'not.a.jwt' }, /not a JWT/],
		[{}, /no token/],
		['no JSON', /no token/],
	]
	for (const [body, message] of refused) {
		const answer = await logIn(body)
		expect(answer.status).toBe(401)
		const error = wireError.parse(answer.json)
		expect(error.code).toBe(401)
		expect(error.message).toMatch(message)
	}
})

test('a session that was never opened, or has been ended, is invalid', async () => {
	const client = await pod.logIn('scopekeeper-bot')
	const invalid = { code: 401, message: 'Invalid session' }
	expect(
		(await client.send('GET', '/pod/v2/sessioninfo', undefined, { sessionToken: 'made-up' })).json,
	).toEqual(invalid)
	expect((await client.get('/pod/v2/sessioninfo')).status).toBe(200)
	await client.send('POST', '/sandbox/expire-sessions')
	const after = await client.get('/pod/v2/sessioninfo')
	expect([after.status, after.json]).toEqual([401, invalid])
	pod.client = await pod.logIn('scopekeeper-bot')
})

test('a session ends by itself after its lifetime', async () => {
	const shortLived = await startPodUnderTest({ sessionMs: 0 })
	expect(shortLived.client.token).not.toBe('')
	expect((await shortLived.client.get('/pod/v2/sessioninfo')).json.message).toBe('Invalid session')
	await shortLived.close()
})

test('a pod is not started with a registered key that is none', async () => {
	await expect(startPodUnderTest({ publicKeyPem: 'no key' })).rejects.toThrow(/not an RSA key in PEM/)
})
