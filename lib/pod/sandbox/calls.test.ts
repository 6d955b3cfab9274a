import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CallList } from './calls.ts'
import { landmarkGroups, landmarkPeople } from './landmarks.ts'
import {
	assignmentPath,
	eventually,
	loginToken,
	type PodUnderTest,
	sendRaw,
	startPodUnderTest,
} from './testing/pod-under-test.ts'

const group = landmarkGroups.equitiesLondon.id
const user = landmarkPeople.averyQuill.id

/** As much of a request as the list looks at. */
const callOf = (method: string) =>
	({ method, url: '/pod', headers: {}, headersDistinct: {} }) as IncomingMessage

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest()
})
beforeEach(() => pod.client.reset())
afterAll(() => pod.close())

test('a call is listed as it arrived, with its answer, and with its session token cut', async () => {
	const body = '{ "active" : true }'
	await pod.client.send('PUT', `${assignmentPath(group, user)}?x=%2F+y`, body, { 'X-Trace-Id': 'q1w2e3' })
	const [call, ...others] = await pod.client.calls()
	expect(others).toEqual([])
	expect(call).toMatchObject({
		method: 'PUT',
		target: `/pod/v2/admin/usergroups/${group}/assignments/${user}?x=%2F+y`,
		body,
		status: 201,
		traceId: 'q1w2e3',
	})
	expect(call?.headers['content-type']).toBe('application/json')
	expect(call?.headers.sessiontoken).toBe(`…${pod.client.token.slice(-4)}`)
	expect(new Date(call?.at ?? '').toISOString()).toBe(call?.at)
})

test('a call is listed with the time that its answer took, once it has one', async () => {
	await pod.client.fault({ fault: { kind: 'latency', ms: 50 } })
	await pod.client.fault({ fault: { kind: 'cut-before' } })
	await pod.client.send('PUT', assignmentPath(group, user), { active: true })
	await pod.client.send('PUT', assignmentPath(group, user), { active: true }).catch(() => null)
	const [slow, cut] = await pod.client.calls()
	expect(slow?.tookMs).toBeGreaterThanOrEqual(49)
	expect(cut?.tookMs).toBeNull()
})

test('no token of a login or a session is in the list', async () => {
	const token = await loginToken(pod.privateKey)
	const { json } = await pod.client.send('POST', '/login/pubkey/authenticate', { token })
	await pod.client.send('GET', '/pod/v2/sessioninfo', undefined, { authorization: `Bearer ${token}` })
	await pod.client.send('POST', '/login/pubkey/authenticate', `{"token" : "${token}", "other": [`)
	const list = JSON.stringify(await pod.client.calls())
	for (const secret of [token, json.token ?? 'none', pod.client.token]) expect(list).not.toContain(secret)
	expect((await pod.client.calls())[0]?.body).toBe(`{"token":"…${token.slice(-4)}"}`)
})

test('a call that must never be made is 404 and stays in the list', async () => {
	const path = `/pod/v2/admin/usergroups/${group}/memberships`
	const answer = await pod.client.send('PUT', path, '[{"username":"aquill"}]')
	expect([answer.status, answer.json.code]).toEqual([404, 404])
	expect(await pod.client.calls()).toMatchObject([{ method: 'PUT', target: path, status: 404 }])
})

test('the sandbox’s own addresses are not in the list', async () => {
	await pod.client.get('/sandbox/faults')
	await pod.client.get('/sandbox/nothing')
	expect(await pod.client.calls()).toEqual([])
})

test('a target that no address allows is listed as it arrived all the same', async () => {
	const headers = { sessionToken: pod.client.token }
	for (const target of ['/pod/v2/a\\b', '/pod/../x', '/pod/v2/admin/usergroups/%zz', '//double']) {
		const status = await sendRaw(pod.client.url, target, headers)
		expect(status, target).toBeGreaterThanOrEqual(400)
		expect((await pod.client.calls()).at(-1)).toMatchObject({ target, status })
	}
})

test('any identifier arrives as it was sent, and is looked for decoded once', async () => {
	const identifier = fc
		.string({ unit: 'binary', minLength: 1, maxLength: 40 })
		.filter((text) => text.isWellFormed() && text !== '.' && text !== '..')
	await fc.assert(
		fc.asyncProperty(identifier, async (groupId) => {
			const answer = await pod.client.get(assignmentPath(groupId, user))
			expect([answer.status, answer.json.message]).toEqual([404, 'The group does not exist'])
			expect((await pod.client.calls()).at(-1)?.target).toBe(assignmentPath(groupId, user))
		}),
		{ numRuns: 40 },
	)
})

test('a call says when it took effect, in which order, and that it did not', async () => {
	const effects = async () => (await pod.client.calls()).map(({ effect }) => effect)
	await pod.client.put(group, user, { active: true })
	await pod.client.put(group, 'no-number', { active: true })
	await pod.client.fault({ method: 'PUT', fault: { kind: 'status', status: 500, effect: true } })
	await pod.client.put(group, user, { active: false })
	expect(await effects()).toEqual([
		{ at: expect.stringMatching(/Z$/), number: 1 },
		null,
		{ at: expect.stringMatching(/Z$/), number: 2 },
	])
	await pod.client.fault({ method: 'PUT', fault: { kind: 'cut-late', ms: 50 } })
	await expect(pod.client.put(group, user, { active: true })).rejects.toThrow('fetch failed')
	await eventually(async () => (await effects()).at(-1) !== null)
	const late = (await pod.client.calls()).at(-1)
	expect(late).toMatchObject({ status: null, effect: { number: 3 } })
	expect(Date.parse(late?.effect?.at ?? '')).toBeGreaterThan(Date.parse(late?.at ?? ''))
})

test('the list can be had of one method, and forgets reads first', async () => {
	const list = new CallList(50)
	const note = (method: string) => list.note(callOf(method), new EventEmitter() as ServerResponse)
	for (let turn = 0; turn < 10; turn++) note('PUT')
	for (let turn = 0; turn < 70; turn++) note('GET')
	expect(list.list('PUT')).toHaveLength(10)
	expect(list.list().length).toBeGreaterThanOrEqual(50)
	expect(list.list().length).toBeLessThan(60)

	await pod.client.put(group, user, { active: true })
	await pod.client.get(assignmentPath(group, user))
	const { text } = await pod.client.get('/sandbox/calls?method=PUT')
	expect(JSON.parse(text)).toMatchObject([{ method: 'PUT' }])
})

test('a reset brings back the state as generated and clears faults and calls, sessions only if asked', async () => {
	await pod.client.put(group, user, { active: true })
	await pod.client.fault({ times: 'always', fault: { kind: 'empty', status: 500 } })
	await pod.client.reset()
	expect(await pod.client.calls()).toEqual([])
	expect((await pod.client.get(assignmentPath(group, user))).status).toBe(404)
	await pod.client.send('POST', '/sandbox/reset', { sessions: true })
	expect((await pod.client.get('/pod/v2/sessioninfo')).status).toBe(401)
	pod.client = await pod.logIn('scopekeeper-bot')
})
