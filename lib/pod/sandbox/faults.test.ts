import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { landmarkGroups, landmarkPeople } from './landmarks.ts'
import { assignmentPath, eventually, type PodUnderTest, startPodUnderTest } from './testing/pod-under-test.ts'

const group = landmarkGroups.equitiesLondon.id
const user = landmarkPeople.averyQuill.id
const path = assignmentPath(group, user)

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest()
})
beforeEach(() => pod.client.reset())
afterAll(() => pod.close())

const onPut = (fault: Record<string, unknown>) => pod.client.fault({ method: 'PUT', fault })
const assign = () => pod.client.put(group, user, { active: true })
const isAssigned = async () => (await pod.client.get(path)).json.active === true
const putCall = async () => (await pod.client.calls()).find(({ method }) => method === 'PUT')

test('an answer can be replaced: status, body, headers', async () => {
	await onPut({
		kind: 'status',
		status: 429,
		headers: { 'Retry-After': '2' },
		body: { code: 429, message: 'Slow' },
	})
	const answer = await assign()
	expect([answer.status, answer.headers.get('retry-after'), answer.json]).toEqual([
		429,
		'2',
		{ code: 429, message: 'Slow' },
	])
	await onPut({ kind: 'status', status: 403, body: 'Forbidden\u0000', contentType: 'text/plain' })
	const text = await assign()
	expect([text.status, text.text, text.headers.get('content-type')]).toEqual([
		403,
		'Forbidden\u0000',
		'text/plain',
	])
	await onPut({ kind: 'status', status: 503 })
	expect((await assign()).json.code).toBe(503)
	expect(await isAssigned()).toBe(false)
})

test('a replaced answer can still follow an effect', async () => {
	await onPut({ kind: 'status', status: 500, effect: true })
	expect((await assign()).status).toBe(500)
	expect(await isAssigned()).toBe(true)
})

test('a redirect, a page, garbage, nothing and too much', async () => {
	await onPut({ kind: 'redirect', location: 'https://elsewhere.invalid/' })
	const redirect = await assign()
	expect([redirect.status, redirect.headers.get('location')]).toEqual([307, 'https://elsewhere.invalid/'])
	await onPut({ kind: 'html', status: 403 })
	const page = await assign()
	expect([page.status, page.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8'])
	expect(page.text).toContain('<!doctype html>')
	await onPut({ kind: 'garbage' })
	const garbage = await assign()
	expect(() => JSON.parse(garbage.text)).toThrow()
	await onPut({ kind: 'empty', status: 200 })
	expect(await assign()).toMatchObject({ status: 200, text: '' })
	await onPut({ kind: 'large', bytes: 3_000_000 })
	expect((await assign()).text.length).toBeGreaterThan(3_000_000)
	expect(await isAssigned()).toBe(false)
})

test('an answer can be altered, or lose its shape, while the effect stays', async () => {
	await onPut({ kind: 'alter', active: false, userId: 17 })
	expect(await assign()).toMatchObject({ status: 201, json: { active: false, userId: 17, groupId: group } })
	await pod.client.send(
		'POST',
		'/sandbox/faults',
		'{"method":"PUT","fault":{"kind":"alter","userId":9223372036854775806}}',
	)
	expect((await assign()).text).toContain('"userId":9223372036854775806')
	await onPut({ kind: 'wrong-shape' })
	expect((await assign()).json).toMatchObject({
		active: { misshapen: true },
		user: 'misshapen',
		userRoles: 'misshapen',
	})
	expect(await isAssigned()).toBe(true)
})

test('a call cut before has no effect, one cut after has', async () => {
	await onPut({ kind: 'cut-before' })
	await expect(assign()).rejects.toThrow('fetch failed')
	expect(await isAssigned()).toBe(false)
	expect((await putCall())?.status).toBe(null)
	await onPut({ kind: 'cut-after' })
	await expect(assign()).rejects.toThrow('fetch failed')
	expect(await isAssigned()).toBe(true)
})

test('a call cut late takes effect although its caller is gone', async () => {
	await onPut({ kind: 'cut-late', ms: 100 })
	await expect(assign()).rejects.toThrow('fetch failed')
	await eventually(isAssigned)
	expect((await putCall())?.status).toBe(null)
})

test('what was to take effect late does not after a reset', async () => {
	await onPut({ kind: 'cut-late', ms: 1 })
	await expect(assign()).rejects.toThrow('fetch failed')
	await pod.client.reset()
	await onPut({ kind: 'cut-late', ms: 50 })
	await expect(assign()).rejects.toThrow('fetch failed')
	await eventually(isAssigned)
	expect((await pod.client.get(path)).json).not.toHaveProperty('lastRemovedDate')
})

test('a delayed call is answered in the end, and hangs for a caller who gives up before', async () => {
	await onPut({ kind: 'latency', ms: 20 })
	expect((await assign()).status).toBe(201)
	await onPut({ kind: 'hang' })
	const giveUp = new AbortController()
	const call = fetch(pod.client.url + path, {
		method: 'PUT',
		signal: giveUp.signal,
		headers: { sessionToken: pod.client.token },
		body: '{"active":false}',
	})
	await eventually(
		async () => (await pod.client.calls()).filter(({ method }) => method === 'PUT').length === 2,
	)
	giveUp.abort()
	await expect(call).rejects.toThrow()
	expect(await isAssigned()).toBe(true)
	expect((await pod.client.calls()).filter(({ method }) => method === 'PUT').at(-1)?.status).toBe(null)
})

test('a fault befalls the calls it names, as often as it says, the oldest first', async () => {
	await pod.client.fault({ path: '/assignments/\\d+$', times: 2, fault: { kind: 'status', status: 500 } })
	await pod.client.fault({ method: 'put', fault: { kind: 'status', status: 503 } })
	expect((await pod.client.get('/pod/v2/sessioninfo')).status).toBe(200)
	expect((await pod.client.get(`${path}?expand=user`)).status).toBe(500)
	expect((await assign()).status).toBe(500)
	expect((await assign()).status).toBe(503)
	expect((await assign()).status).toBe(201)
	await pod.client.fault({ times: 'always', fault: { kind: 'empty', status: 502 } })
	for (const _ of [1, 2, 3]) expect((await pod.client.get(path)).status).toBe(502)
	expect((await pod.client.get('/sandbox/faults')).text).toContain('"times":"always"')
	await pod.client.send('DELETE', '/sandbox/faults')
	expect((await pod.client.get(path)).status).toBe(200)
})

test('a fault that is none is refused in a sentence', async () => {
	for (const [body, message] of [
		['no JSON', /the body is not JSON/],
		[{}, /fault: is not a fault of a known kind/],
		[{ fault: { kind: 'explode' } }, /is not a fault of a known kind/],
		[{ fault: { kind: 'latency' } }, /fault\.ms/],
		[{ fault: { kind: 'status', status: 99 } }, /fault\.status/],
		[{ path: '(', fault: { kind: 'hang' } }, /path: is not a regular expression/],
		[{ fault: { kind: 'status', status: 500, headers: { 'a b': 'c' } } }, /fault\.headers: are not headers/],
		[{ times: 0, fault: { kind: 'hang' } }, /times/],
		[{ metod: 'PUT', fault: { kind: 'hang' } }, /metod/],
	] as const) {
		const answer = await pod.client.send('POST', '/sandbox/faults', body)
		expect([answer.status, answer.json.code]).toEqual([400, 400])
		expect(answer.json.message).toMatch(message)
	}
	expect((await pod.client.get('/sandbox/faults')).text).toBe('[]')
})

test('hanging and delayed calls do not keep a pod from stopping', async () => {
	const other = await startPodUnderTest()
	await other.client.fault({ path: 'sessioninfo', fault: { kind: 'hang' } })
	await other.client.fault({ path: 'users', fault: { kind: 'latency', ms: 600_000 } })
	const hanging = other.client.get('/pod/v2/sessioninfo').catch(() => 'cut')
	const delayed = other.client.get('/pod/v3/users?uid=1').catch(() => 'cut')
	const half = connect(Number(new URL(other.client.url).port), '127.0.0.1')
	half.on('error', () => {})
	half.write('POST /pod/v1/user/search HTTP/1.1\r\nHost: pod\r\nContent-Length: 100\r\n\r\nhalf of it')
	await eventually(async () => (await other.client.calls()).length >= 4)
	const halfClosed = once(half, 'close')
	await other.close()
	expect(await Promise.all([hanging, delayed])).toEqual(['cut', 'cut'])
	await halfClosed
	await expect(fetch(other.client.url)).rejects.toThrow()
})
