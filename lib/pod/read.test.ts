import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createPodClient } from './client.ts'
import { deadlineIn } from './deadline.ts'
import { pingPod } from './service-account.ts'
import {
	configFor,
	cut,
	hang,
	html,
	inTurn,
	json,
	type Respond,
	startScriptedPod,
} from './testing/scripted-pod.ts'

const own = (status: number, headers = {}) =>
	json(status, { code: status, message: `words of ${status}` }, headers)
const fine = json(200, {})

describe('a read', () => {
	it.each<[string, Respond]>([
		['a cut connection', cut],
		['a 429', own(429)],
		['a 500', own(500)],
		['a page with 503', html(503)],
		[
			'an answer that breaks off',
			(response) => {
				response.writeHead(200, { 'content-length': '50' })
				response.write('{', () => response.socket?.destroy())
			},
		],
	])('is tried again after %s, and succeeds', async (_what, respond) => {
		const pod = await startScriptedPod()
		pod.onCall(inTurn(respond, respond, fine))
		await pingPod(pod.client())
		expect(pod.calls).toHaveLength(3)
	})

	it('gives up after three further attempts, with the pod’s words kept', async () => {
		const pod = await startScriptedPod()
		pod.onCall(own(503))
		await expect(pingPod(pod.client())).rejects.toMatchObject({
			code: 'pod_unclear',
			problem: 'server_error',
			httpStatus: 503,
			podCode: 503,
			podMessage: 'words of 503',
		})
		expect(pod.calls).toHaveLength(4)
	})

	it('is tried as often as its caller allows', async () => {
		const pod = await startScriptedPod()
		pod.onCall(own(503))
		await expect(pingPod(pod.client(), { retries: 0 })).rejects.toThrow()
		expect(pod.calls).toHaveLength(1)
	})

	it.each<[number, string, string]>([
		[400, 'pod_refused', 'refused'],
		[403, 'pod_refused', 'forbidden'],
		[404, 'not_found', 'not_found'],
		[422, 'pod_refused', 'refused'],
	])('is not tried again after a %d of the pod', async (status, code, problem) => {
		const pod = await startScriptedPod()
		pod.onCall(own(status))
		await expect(pingPod(pod.client())).rejects.toMatchObject({ code, problem, podCode: status })
		expect(pod.calls).toHaveLength(1)
	})

	it.each<[string, Respond]>([
		['a page with 403', html(403)],
		['a page with 404', html(404)],
		['a page with 200', html(200)],
		['nothing', json(200, '')],
		['another shape', json(200, [])],
		['a redirect', (response) => response.writeHead(302, { location: '/elsewhere' }).end()],
		['more than 16 MB', json(200, `{"x":"${'x'.repeat(17_000_000)}"}`)],
		[
			'little that unpacks to more than 16 MB',
			(response) => {
				response.writeHead(200, { 'content-encoding': 'gzip' })
				response.end(gzipSync(`{"x":"${'x'.repeat(17_000_000)}"}`))
			},
		],
	])('is an answer nobody can use when it is %s, after one call', async (_what, respond) => {
		const pod = await startScriptedPod()
		pod.onCall(respond)
		await expect(pingPod(pod.client())).rejects.toMatchObject({ code: 'pod_unclear', problem: 'unclear' })
		expect(pod.calls).toHaveLength(1)
	})

	it('never follows a redirect: the session goes to no other host', async () => {
		const [pod, elsewhere] = [await startScriptedPod(), await startScriptedPod()]
		pod.onCall((response) =>
			response.writeHead(307, { location: `${elsewhere.url}/pod/v2/sessioninfo` }).end(),
		)
		await expect(pingPod(pod.client())).rejects.toThrow()
		expect(elsewhere.calls).toHaveLength(0)
	})

	it('waits for the time that a Retry-After asks for, where that fits', async () => {
		const pod = await startScriptedPod()
		pod.onCall(inTurn(own(429, { 'retry-after': '0' }), fine))
		await pingPod(pod.client())
		expect(pod.calls).toHaveLength(2)
	})

	it.each([
		['seconds', '3600'],
		['a date', new Date(Date.now() + 3_600_000).toUTCString()],
	])('is given up at once when a Retry-After in %s goes beyond its deadline', async (_form, retryAfter) => {
		const pod = await startScriptedPod()
		pod.onCall(own(429, { 'retry-after': retryAfter }))
		await expect(pingPod(pod.client())).rejects.toMatchObject({
			code: 'pod_busy',
			message: expect.stringMatching(/^The pod is busy and asks to wait \d{4} s\./),
		})
		expect(pod.calls).toHaveLength(1)
	})

	it('has a turn left after an attempt that hangs', async () => {
		const pod = await startScriptedPod()
		pod.onCall(inTurn(hang, fine))
		await pingPod(pod.client({ readTimeoutMs: 2_000 }))
		expect(pod.calls).toHaveLength(2)
	})

	it('ends with its deadline while the pod hangs', async () => {
		const pod = await startScriptedPod()
		pod.onCall(hang)
		const client = pod.client()
		await expect(pingPod(client, { deadline: deadlineIn(200) })).rejects.toMatchObject({ problem: 'timeout' })
	})

	it('makes no call when its deadline has passed', async () => {
		const pod = await startScriptedPod()
		await expect(pingPod(pod.client(), { deadline: deadlineIn(0) })).rejects.toMatchObject({
			problem: 'timeout',
		})
		expect(pod.logins.length + pod.calls.length).toBe(0)
	})

	it('burdens a pod in trouble with few further attempts, however many reads fail', async () => {
		const pod = await startScriptedPod()
		const client = pod.client()
		await pingPod(client)
		pod.onCall(own(503))
		await Promise.allSettled(Array.from({ length: 100 }, () => pingPod(client)))
		// A hundred first attempts, ten retries to begin with and two fifths of one for each read.
		expect(pod.calls.length - 1).toBeGreaterThanOrEqual(100)
		expect(pod.calls.length - 1).toBeLessThanOrEqual(100 + 10 + 41)
	})

	it('takes an empty answer for what the caller says it means', async () => {
		const pod = await startScriptedPod()
		pod.onCall((response) => response.writeHead(204).end())
		const read = pod
			.client()
			.read({ segments: ['v3', 'users'], schema: z.array(z.string()), whenEmpty: ['none'] })
		expect(await read).toEqual(['none'])
	})

	it('keeps at most 24 calls under way, and lets the others wait', async () => {
		const pod = await startScriptedPod()
		const client = pod.client()
		await pingPod(client)
		const bystander = await startScriptedPod()
		const held: (() => void)[] = []
		let most = 0
		pod.onCall(async (response, arrival) => {
			held.push(() => fine(response, arrival))
			most = Math.max(most, held.length)
			if (arrival.number < 24) return
			// Round trips elsewhere give whoever else was let in the time to arrive.
			for (let trips = arrival.number === 24 ? 10 : 0; trips > 0; trips--) await fetch(bystander.url)
			for (const answer of held.splice(0)) answer()
		})
		await Promise.all(Array.from({ length: 60 }, () => pingPod(client)))
		expect(pod.calls).toHaveLength(61)
		expect(most).toBe(24)
	})
})

describe('the pod’s health', () => {
	it('tells the last answer and the last failure, and which came later', async () => {
		const pod = await startScriptedPod()
		const client = pod.client()
		expect(client.health()).toMatchObject({ lastAnswerAtMs: null, lastFailure: null, isFailing: false })
		await pingPod(client)
		expect(client.health()).toMatchObject({
			lastAnswerAtMs: expect.any(Number),
			lastFailure: null,
			isFailing: false,
		})
		pod.onCall(own(500))
		await pingPod(client, { retries: 1 }).catch(() => {})
		expect(client.health()).toMatchObject({
			isFailing: true,
			recentFailures: 2,
			lastFailure: { problem: 'server_error' },
		})
		pod.onCall(own(404))
		await pingPod(client).catch(() => {})
		expect(client.health()).toMatchObject({ isFailing: false, recentFailures: 2 })
	})
})

describe('an address', () => {
	it.each([
		'http://acme.symphony.com/pod',
		'http://127.0.0.1.example.com/pod',
		'ftp://acme.symphony.com/pod',
		'https://user:secret@acme.symphony.com/pod',
		'https://acme.symphony.com/pod?x=1',
		'pod.example',
	])('%s is refused when the client is made, in a sentence that does not quote it', (address) => {
		for (const field of ['podUrl', 'loginUrl']) {
			const make = () => createPodClient({ ...configFor('https://acme.symphony.com'), [field]: address })
			expect(make).toThrow(expect.objectContaining({ code: 'invalid_input' }))
			expect(make).not.toThrow(address)
		}
	})

	it.each([
		'https://acme.symphony.com',
		'http://localhost:4010',
		'http://127.0.0.1:4010',
		'http://[::1]:4010',
	])('%s is taken', (origin) => {
		expect(() => createPodClient(configFor(origin))).not.toThrow()
	})
})
