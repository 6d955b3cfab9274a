import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { putAssignment, readPair } from './assignments.ts'
import { createPodClient, type PodClient } from './client.ts'
import { pingPod } from './service-account.ts'
import {
	botKeys,
	configFor,
	cut,
	hang,
	html,
	json,
	type Respond,
	startScriptedPod,
} from './testing/scripted-pod.ts'

const sessionToken = 'SECRET-SESSION-TOKEN-0123456789'
const secretOfKey = botKeys.privateKey.split('\n')[3] ?? ''
const wanted = { groupId: 'g', userId: '1', active: true }

/** Everything that a log, a page or a row could make of a value, its causes and hidden fields included. */
function everyForm(value: unknown): string {
	const forms = [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value), String(value)]
	if (value instanceof Error) forms.push(value.stack ?? '', value.message, everyForm(value.cause ?? ''))
	return forms.join('\n')
}

async function failuresOf(client: PodClient): Promise<unknown[]> {
	return [
		await putAssignment(client, wanted),
		await readPair(client, 'g', '1'),
		await pingPod(client).catch((error: unknown) => error),
		client.health(),
		client,
	]
}

const refusal = json(401, { code: 401, message: 'Invalid session' })

it.each<[string, Respond]>([
	['refuses the session', refusal],
	['is cut', cut],
	['hangs', hang],
	['answers with a page', html(200)],
	['redirects', (response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end()],
	['answers with garbage', json(200, '{"token"')],
	['fails', json(500, { code: 500, message: 'trouble' })],
])('neither token nor key is in anything a client gives when the pod %s', async (_what, respond) => {
	const pod = await startScriptedPod()
	pod.onLogin(json(200, { token: sessionToken }))
	pod.onCall(respond)
	const outcomes = await failuresOf(pod.client({ readTimeoutMs: 300, writeTimeoutMs: 300 }))
	expect(pod.calls[0]?.headers.sessiontoken).toBe(sessionToken)
	const jwt = JSON.parse(pod.logins[0]?.body ?? '{}').token
	for (const outcome of outcomes) {
		for (const secret of [sessionToken, secretOfKey, jwt]) expect(everyForm(outcome)).not.toContain(secret)
	}
})

it.each<[string, Respond]>([
	['refuses it', refusal],
	['is cut', cut],
	['gives a token that no header can carry', json(200, { token: `${sessionToken}\n` })],
])('neither login token nor key is in anything a client gives when the login %s', async (_what, respond) => {
	const pod = await startScriptedPod()
	pod.onLogin(respond)
	const outcomes = await failuresOf(pod.client({ readTimeoutMs: 300, writeTimeoutMs: 300 }))
	const jwt = JSON.parse(pod.logins[0]?.body ?? '{}').token
	for (const outcome of outcomes) {
		for (const secret of [sessionToken, secretOfKey, jwt]) expect(everyForm(outcome)).not.toContain(secret)
	}
})

it('a ready token or a key that cannot be one is not quoted in the refusal', () => {
	const config = configFor('https://pod.example')
	const attempts = [
		{ kind: 'token' as const, token: `${sessionToken}\n` },
		{ kind: 'key' as const, username: 'bot', privateKeyPem: botKeys.privateKey.replace('PRIVATE', 'ODD') },
	]
	for (const credentials of attempts) {
		let refused: unknown
		try {
			createPodClient({ ...config, credentials })
		} catch (error) {
			refused = error
		}
		expect(refused).toMatchObject({ code: 'invalid_input' })
		for (const secret of [sessionToken, secretOfKey]) expect(everyForm(refused)).not.toContain(secret)
	}
})
