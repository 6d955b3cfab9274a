import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { pingPod } from './service-account.ts'
import {
	type Arrival,
	botKeys,
	html,
	json,
	type Respond,
	type ScriptedPod,
	startScriptedPod,
} from './testing/scripted-pod.ts'

const invalidSession = json(401, { code: 401, message: 'Invalid session' })
const tokenOf = ({ headers }: Arrival) => headers.sessiontoken

/** Takes calls with this token only. */
const onlyWith =
	(token: string): Respond =>
	(response, arrival) =>
		(tokenOf(arrival) === token ? json(200, {}) : invalidSession)(response, arrival)

const jwtOf = (login: Arrival | undefined) => JSON.parse(login?.body ?? '{}').token
const pkcs1 = createPrivateKey(botKeys.privateKey).export({ type: 'pkcs1', format: 'pem' }).toString()

async function podWithSession(): Promise<{ pod: ScriptedPod; client: ReturnType<ScriptedPod['client']> }> {
	const pod = await startScriptedPod()
	const client = pod.client()
	await pingPod(client)
	return { pod, client }
}

describe('the login', () => {
	it.each([
		['PKCS#8', botKeys.privateKey],
		['PKCS#1', pkcs1],
	])(
		'signs with RS512 for the service account, valid under five minutes, from a %s key',
		async (_form, privateKeyPem) => {
			const pod = await startScriptedPod()
			await pingPod(pod.client({ credentials: { kind: 'key', username: 'test-bot', privateKeyPem } }))
			const { payload, protectedHeader } = await jwtVerify(
				jwtOf(pod.logins[0]),
				createPublicKey(botKeys.publicKey),
			)
			expect(protectedHeader.alg).toBe('RS512')
			expect(payload.sub).toBe('test-bot')
			const secondsAhead = (payload.exp ?? 0) - Math.floor(Date.now() / 1000)
			expect(secondsAhead).toBeGreaterThan(60)
			expect(secondsAhead).toBeLessThanOrEqual(300)
		},
	)

	it('happens once for any number of first calls', async () => {
		const pod = await startScriptedPod()
		const client = pod.client()
		await Promise.all(Array.from({ length: 50 }, () => pingPod(client)))
		expect(pod.logins).toHaveLength(1)
		expect(pod.calls).toHaveLength(50)
	})

	it('happens once for fifty simultaneous 401s, and each call is replayed once', async () => {
		const { pod, client } = await podWithSession()
		pod.onCall(onlyWith('session-2'))
		await Promise.all(Array.from({ length: 50 }, () => pingPod(client)))
		expect(pod.logins).toHaveLength(2)
		const tokens = pod.calls.slice(1).map(tokenOf)
		expect(tokens.filter((token) => token === 'session-2')).toHaveLength(50)
		expect(tokens.filter((token) => token === 'session-1').length).toBeLessThanOrEqual(50)
	})

	it('is not started by a late 401 for a session that has been replaced', async () => {
		const { pod, client } = await podWithSession()
		let answerLate = () => {}
		const arrived = new Promise<void>((resolve) => {
			pod.onCall((response, arrival) => {
				answerLate = () => invalidSession(response, arrival)
				resolve()
			})
		})
		const slow = pingPod(client)
		await arrived
		pod.onCall(onlyWith('session-2'))
		await pingPod(client)
		expect(pod.logins).toHaveLength(2)
		answerLate()
		await slow
		expect(pod.logins).toHaveLength(2)
	})

	it('is tried once for a call, also when the new session is refused too', async () => {
		const { pod, client } = await podWithSession()
		pod.onCall(invalidSession)
		await expect(pingPod(client)).rejects.toMatchObject({ code: 'pod_login_refused', problem: 'session' })
		expect(pod.logins).toHaveLength(2)
		expect(pod.calls).toHaveLength(3)
	})

	it('is not repeated when the pod refuses it, and says whose account to check', async () => {
		const pod = await startScriptedPod()
		pod.onLogin(json(401, { code: 401, message: 'No such service account' }))
		await expect(pingPod(pod.client())).rejects.toMatchObject({
			code: 'pod_login_refused',
			problem: 'login',
			podMessage: 'No such service account',
		})
		expect(pod.logins).toHaveLength(1)
		expect(pod.calls).toHaveLength(0)
	})

	it('is tried again by the next call after it failed', async () => {
		const pod = await startScriptedPod()
		pod.onLogin((response, arrival) =>
			arrival.number === 0
				? json(401, { code: 401 })(response, arrival)
				: json(200, { token: 'later' })(response, arrival),
		)
		const client = pod.client()
		await expect(pingPod(client)).rejects.toThrow()
		await pingPod(client)
		expect(tokenOf(pod.calls[0] as Arrival)).toBe('later')
	})

	it.each([
		['a page', html(200)],
		['no token', json(200, { name: 'sessionToken' })],
		['a token no header can carry', json(200, { token: 'a\r\nb' })],
		['a refusal that is not the pod’s', html(403)],
	])('counts as unclear when the answer is %s', async (_what, respond) => {
		const pod = await startScriptedPod()
		pod.onLogin(respond)
		await expect(pingPod(pod.client())).rejects.toMatchObject({ code: 'pod_unclear' })
		expect(pod.calls).toHaveLength(0)
	})

	it('never happens with a ready session token', async () => {
		const pod = await startScriptedPod()
		const client = pod.client({ credentials: { kind: 'token', token: 'ready-made' } })
		await pingPod(client)
		pod.onCall(invalidSession)
		await expect(pingPod(client)).rejects.toMatchObject({ code: 'pod_login_refused' })
		expect(pod.calls.map(tokenOf)).toEqual(['ready-made', 'ready-made'])
		expect(pod.logins).toHaveLength(0)
	})
})

describe('credentials', () => {
	const elliptic = generateKeyPairSync('ec', {
		namedCurve: 'P-256',
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	}).privateKey

	it.each([
		['no PEM', 'not a key'],
		['a cut PEM', botKeys.privateKey.slice(0, 300)],
		['a public key', botKeys.publicKey],
		['another kind of key', elliptic],
	])('are refused before any call when the key is %s', async (_what, privateKeyPem) => {
		const pod = await startScriptedPod()
		const credentials = { kind: 'key' as const, username: 'test-bot', privateKeyPem }
		expect(() => pod.client({ credentials })).toThrow(expect.objectContaining({ code: 'invalid_input' }))
	})
})
