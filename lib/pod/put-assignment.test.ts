import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type PutOutcome, putAssignment } from './assignments.ts'
import { createPodClient } from './client.ts'
import { pingPod } from './service-account.ts'
import { selfSigned } from './testing/certificate.ts'
import {
	configFor,
	cut,
	hang,
	html,
	inTurn,
	json,
	listen,
	type Respond,
	type ScriptedPod,
	startScriptedPod,
} from './testing/scripted-pod.ts'

const pair = { groupId: 'g-1_x', userId: '9007199254740993' }
const wanted = { ...pair, active: true }
const named = (more = '') => `{"groupId":"g-1_x","userId":9007199254740993,"active":true${more}}`
const own = (status: number, headers = {}) =>
	json(status, { code: status, message: `words of ${status}` }, headers)

async function put(respond: Respond, config: Parameters<ScriptedPod['client']>[0] = {}) {
	const pod = await startScriptedPod()
	pod.onCall(respond)
	return { pod, outcome: await putAssignment(pod.client(config), wanted) }
}

const summary = (outcome: PutOutcome) => ({
	kind: outcome.kind,
	...('cause' in outcome ? { cause: outcome.cause } : {}),
	httpStatus: outcome.httpStatus,
})

describe('the PUT', () => {
	it('sends the wanted state to the pair’s address, with session, trace ID and JSON', async () => {
		const { pod, outcome } = await put(json(200, named()))
		expect(pod.calls).toMatchObject([
			{
				method: 'PUT',
				target: '/pod/v2/admin/usergroups/g-1_x/assignments/9007199254740993',
				body: '{"active":true}',
				headers: {
					sessiontoken: 'session-1',
					'content-type': 'application/json',
					'x-trace-id': outcome.traceIds[0],
				},
			},
		])
		expect(outcome.traceIds[0]).toMatch(/^[A-Za-z0-9]{6}$/)
	})

	it.each([200, 201])(
		'is applied when the pod answers %d with the pair and the state asked for',
		async (status) => {
			const { outcome } = await put(
				json(
					status,
					named(
						',"id":"a1","user":{"id":9007199254740993,"firstName":"Ottoline","lastName":"Grant"},"userRoles":["COMPLIANCE_OFFICER"],"lastAddedDate":1767225600000,"lastRemovedDate":0,"later":"unknown"',
					),
				),
			)
			expect(outcome).toEqual({
				kind: 'applied',
				calls: 1,
				traceIds: [expect.any(String)],
				httpStatus: status,
				podMs: expect.any(Number),
				assignment: {
					id: 'a1',
					groupId: 'g-1_x',
					group: null,
					userId: '9007199254740993',
					user: { username: null, name: 'Ottoline Grant', emailAddress: null },
					userRoles: ['COMPLIANCE_OFFICER'],
					active: true,
					lastAddedAtMs: 1767225600000,
					lastRemovedAtMs: null,
				},
			})
		},
	)

	it('is applied when the answer leaves out everything but the state', async () => {
		const { outcome } = await put(json(200, { active: true }))
		expect(outcome).toMatchObject({
			kind: 'applied',
			assignment: { groupId: null, userId: null, active: true },
		})
	})

	it.each([
		[400, 'bad_request'],
		[403, 'forbidden'],
		[404, 'not_found'],
		[409, 'other'],
		[422, 'unprocessable'],
		[429, 'busy'],
	])(
		'is refused by a %d in the pod’s own shape, as %s, with the pod’s words, after one call',
		async (status, cause) => {
			const { pod, outcome } = await put(own(status))
			expect(outcome).toMatchObject({
				kind: 'refused',
				cause,
				httpStatus: status,
				podCode: status,
				podMessage: `words of ${status}`,
				calls: 1,
			})
			expect(pod.calls).toHaveLength(1)
		},
	)

	it.each<[string, Respond, string, number | null]>([
		['500', own(500), 'server_error', 500],
		['503 with Retry-After', own(503, { 'retry-after': '0' }), 'server_error', 503],
		['408', own(408), 'request_timeout', 408],
		['a connection cut before the answer', cut, 'cut', null],
		[
			'a connection cut within the answer',
			(response) => {
				response.writeHead(200, { 'content-length': '500' })
				response.write('{"active":', () => response.socket?.destroy())
			},
			'cut',
			200,
		],
		['a page with 200', html(200), 'not_json', 200],
		['a page with 401', html(401), 'not_json', 401],
		['a page with 403', html(403), 'not_json', 403],
		['garbage', json(200, '\u0000{]'), 'not_json', 200],
		['JSON too deeply nested to be read', json(200, '['.repeat(200_000)), 'not_json', 200],
		['nothing', json(200, ''), 'empty', 200],
		['204', (response) => response.writeHead(204).end(), 'empty', 204],
		['400 without a word', json(400, ''), 'empty', 400],
		['JSON of another shape', json(200, []), 'wrong_shape', 200],
		['a state that is no boolean', json(200, { active: 'true' }), 'wrong_shape', 200],
		['no state', json(200, { groupId: 'g-1_x' }), 'wrong_shape', 200],
		['403 in a shape that is not the pod’s', json(403, { error: 'denied by gateway' }), 'wrong_shape', 403],
		['403 with an empty object', json(403, {}), 'wrong_shape', 403],
		['another group', json(200, { groupId: 'other', active: true }), 'other_pair', 200],
		['another group inside', json(200, { group: { id: 'other' }, active: true }), 'other_pair', 200],
		['another user', json(200, '{"userId":9007199254740992,"active":true}'), 'other_pair', 200],
		['another user inside', json(200, '{"user":{"id":9007199254740994},"active":true}'), 'other_pair', 200],
		['the opposite state', json(200, named().replace('true', 'false')), 'other_state', 200],
		['20 MB', json(200, `{"active":true,"x":"${'x'.repeat(20_000_000)}"}`), 'too_large', 200],
	])('is unknown after %s, and never sent again', async (_what, respond, cause, httpStatus) => {
		const { pod, outcome } = await put(respond)
		expect(summary(outcome)).toEqual({ kind: 'unknown', cause, httpStatus })
		expect(outcome.calls).toBe(1)
		expect(pod.calls).toHaveLength(1)
	})

	it('is unknown when the pod does not answer in time', async () => {
		const { pod, outcome } = await put(hang, { writeTimeoutMs: 300 })
		expect(summary(outcome)).toEqual({ kind: 'unknown', cause: 'timeout', httpStatus: null })
		expect(pod.calls).toHaveLength(1)
	})

	it.each([301, 302, 303, 307, 308])(
		'follows no redirect (%d): the session goes to no other host',
		async (status) => {
			const elsewhere = await startScriptedPod()
			const { outcome } = await put((response) =>
				response.writeHead(status, { location: `${elsewhere.url}/pod` }).end(),
			)
			expect(summary(outcome)).toEqual({ kind: 'unknown', cause: 'redirect', httpStatus: status })
			expect(elsewhere.calls).toHaveLength(0)
		},
	)

	it('keeps the pod’s message storable: no NUL, no broken characters, 2 KB at most', async () => {
		const message = `a\u0000b\\ud800c${'é'.repeat(100_000)}`
		const { outcome } = await put(json(400, `{"code":1,"message":"${message.replace('\u0000', '\\u0000')}"}`))
		const kept = 'podMessage' in outcome ? (outcome.podMessage ?? '') : ''
		expect(kept.startsWith('abcé')).toBe(true)
		expect(kept.isWellFormed()).toBe(true)
		expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(2048)
	})
})

describe('a 401 of the pod', () => {
	it('is answered by one new login and one replay', async () => {
		const { pod, outcome } = await put(inTurn(own(401), json(200, named())))
		expect(outcome).toMatchObject({ kind: 'applied', calls: 2 })
		expect(pod.calls.map(({ headers }) => headers.sessiontoken)).toEqual(['session-1', 'session-2'])
		expect(outcome.traceIds).toEqual(pod.calls.map(({ headers }) => headers['x-trace-id']))
		expect(pod.logins).toHaveLength(2)
	})

	it('refuses the change when it comes twice', async () => {
		const { pod, outcome } = await put(own(401))
		expect(outcome).toMatchObject({ kind: 'refused', cause: 'session', httpStatus: 401, calls: 2 })
		expect(pod.calls).toHaveLength(2)
	})

	it('refuses the change at once where a ready token is all there is', async () => {
		const { pod, outcome } = await put(own(401), { credentials: { kind: 'token', token: 'ready-made' } })
		expect(outcome).toMatchObject({ kind: 'refused', cause: 'session', calls: 1 })
		expect(pod.logins).toHaveLength(0)
	})

	it('is the answer that stands when the new login is refused', async () => {
		const pod = await startScriptedPod()
		pod.onLogin(inTurn(json(200, { token: 'first' }), own(403)))
		pod.onCall(own(401))
		const outcome = await putAssignment(pod.client(), wanted)
		expect(outcome).toMatchObject({
			kind: 'refused',
			cause: 'session',
			httpStatus: 401,
			podMessage: 'words of 401',
			calls: 1,
		})
		expect(pod.calls).toHaveLength(1)
	})
})

describe('a 429', () => {
	it.each([
		['of the pod', own(429, { 'retry-after': '0' })],
		[
			'of something before the pod',
			(response: Parameters<Respond>[0]) => response.writeHead(429, { 'retry-after': '0' }).end('slow down'),
		],
	])('%s is waited for and replayed once when its Retry-After fits', async (_whose, busy) => {
		const { pod, outcome } = await put(inTurn(busy, json(200, named())))
		expect(outcome).toMatchObject({ kind: 'applied', calls: 2 })
		expect(pod.calls).toHaveLength(2)
	})

	it('refuses the change when it comes twice', async () => {
		const { pod, outcome } = await put(own(429, { 'retry-after': '0' }))
		expect(outcome).toMatchObject({ kind: 'refused', cause: 'busy', retryAfterSeconds: 0, calls: 2 })
		expect(pod.calls).toHaveLength(2)
	})

	it('refuses the change at once when its Retry-After does not fit the deadline', async () => {
		const { pod, outcome } = await put(own(429, { 'retry-after': '60' }))
		expect(outcome).toMatchObject({ kind: 'refused', cause: 'busy', retryAfterSeconds: 60, calls: 1 })
		expect(pod.calls).toHaveLength(1)
	})

	it('and a 401 together are replayed twice at most', async () => {
		const { pod, outcome } = await put(
			inTurn(own(429, { 'retry-after': '0' }), own(401), own(429, { 'retry-after': '0' })),
		)
		expect(outcome).toMatchObject({ kind: 'refused', cause: 'busy', calls: 3 })
		expect(pod.calls).toHaveLength(3)
	})

	it.each([
		['a cut', cut, 'cut'],
		['an error of the pod', own(500), 'server_error'],
	])('followed by %s leaves the outcome unknown', async (_what, second, cause) => {
		const { outcome } = await put(inTurn(own(429, { 'retry-after': '0' }), second))
		expect(outcome).toMatchObject({ kind: 'unknown', cause, calls: 2 })
	})
})

describe('nothing was sent', () => {
	const readyToken = { credentials: { kind: 'token' as const, token: 'ready-made' } }
	const nothing = { kind: 'not_sent', calls: 0, traceIds: [], httpStatus: null, podMs: null }

	it('when the connection is refused, with or without a session', async () => {
		const pod = await startScriptedPod()
		const client = pod.client()
		await pingPod(client)
		await pod.stop()
		// Takes the connection that is still kept open, so that the PUT needs a new one.
		await expect(pingPod(client, { retries: 0 })).rejects.toThrow()
		expect(await putAssignment(client, wanted)).toMatchObject({ ...nothing, cause: 'unreachable' })
		expect(await putAssignment(pod.client(), wanted)).toMatchObject({ ...nothing, cause: 'unreachable' })
	})

	it('when the pod’s name is unknown', async () => {
		const client = createPodClient({ ...configFor('https://pod.invalid'), ...readyToken })
		expect(await putAssignment(client, wanted)).toMatchObject({ ...nothing, cause: 'name' })
	})

	it('when the pod’s certificate is not accepted', async () => {
		const calls: string[] = []
		const server = createTlsServer(selfSigned, (request, response) => {
			calls.push(request.url ?? '')
			response.end(named())
		})
		const { port } = await listen(server)
		const client = createPodClient({ ...configFor(`https://127.0.0.1:${port}`), ...readyToken })
		expect(await putAssignment(client, wanted)).toMatchObject({ ...nothing, cause: 'tls' })
		expect(calls).toEqual([])
	})

	it('when what listens there does not speak TLS', async () => {
		const pod = await startScriptedPod()
		const client = createPodClient({ ...configFor(pod.url.replace('http:', 'https:')), ...readyToken })
		expect(await putAssignment(client, wanted)).toMatchObject({ ...nothing, cause: 'tls' })
	})

	it('when the connection breaks within the TLS handshake', async () => {
		const { port } = await listen(createTcpServer((socket) => socket.once('data', () => socket.destroy())))
		const client = createPodClient({ ...configFor(`https://127.0.0.1:${port}`), ...readyToken })
		expect(await putAssignment(client, wanted)).toMatchObject({ ...nothing, cause: 'tls' })
	})

	it.each<[string, Respond, string]>([
		['is refused', own(401), 'login'],
		['is answered by a page', html(403), 'login_unreachable'],
		['meets an error of the pod', own(500), 'login_unreachable'],
		['is cut', cut, 'login_unreachable'],
		['hangs', hang, 'login_unreachable'],
	])('when the login %s', async (_what, respond, cause) => {
		const pod = await startScriptedPod()
		pod.onLogin(respond)
		const outcome = await putAssignment(pod.client({ writeTimeoutMs: 300 }), wanted)
		expect(outcome).toMatchObject({ ...nothing, cause })
		expect(pod.calls).toHaveLength(0)
	})

	it('when the ID can be no part of an address: that is an input error', async () => {
		const pod = await startScriptedPod()
		for (const groupId of ['', '.', '..', '\uD800']) {
			await expect(putAssignment(pod.client(), { ...wanted, groupId })).rejects.toMatchObject({
				code: 'invalid_input',
			})
		}
		expect(pod.calls.length + pod.logins.length).toBe(0)
	})
})

describe('a deadline that ends before the first byte has left', () => {
	/** A TCP server in place of the pod that never goes on with the TLS handshake. */
	it('is unknown while nothing shows that the first byte would have been noticed', async () => {
		const { port } = await listen(createTcpServer())
		const config = { ...configFor(`https://127.0.0.1:${port}`), writeTimeoutMs: 300 }
		const client = createPodClient({ ...config, credentials: { kind: 'token', token: 'ready-made' } })
		expect(await putAssignment(client, wanted)).toMatchObject({ kind: 'unknown', cause: 'timeout' })
	})
})
