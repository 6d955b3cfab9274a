import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { putAssignment } from './assignments.ts'
import { createPodClient, type PodClient } from './client.ts'
import type { RecordedCall } from './sandbox/calls.ts'
import { type PodUnderTest, startPodUnderTest } from './sandbox/testing/pod-under-test.ts'
import { pingPod } from './service-account.ts'
import { configFor, json, startScriptedPod } from './testing/scripted-pod.ts'

/** What the client keeps to when many people are at work, and the pod is in trouble. */

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest()
})
afterAll(() => pod.close())
beforeEach(() => pod.client.reset())

const clientOf = ({ client, privateKey }: PodUnderTest): PodClient =>
	createPodClient({
		...configFor(client.url),
		credentials: { kind: 'key', username: 'scopekeeper-bot', privateKeyPem: privateKey },
		// What is held here is no matter of time.
		readTimeoutMs: 50_000,
		writeTimeoutMs: 50_000,
	})

const pairOf = (at: number) => ({ groupId: `no-group-${at}`, userId: '42' })
const isLogin = ({ target }: RecordedCall) => target.startsWith('/login/')
const own = (status: number, headers = {}) => json(status, { code: status, message: 'No' }, headers)

it('a thousand calls with a session that has expired cause one login, and none is lost', async () => {
	const client = clientOf(pod)
	await pingPod(client)
	await pod.client.send('POST', '/sandbox/expire-sessions')
	const reads = Array.from({ length: 900 }, () => pingPod(client))
	const writes = Array.from({ length: 100 }, (_, at) =>
		putAssignment(client, { ...pairOf(at), active: true }),
	)
	await Promise.all(reads)
	// The pod knows none of these groups: what matters is that it answered for the PUT, and not for the session.
	expect(new Set((await Promise.all(writes)).map(({ httpStatus }) => httpStatus))).toEqual(new Set([404]))
	const calls = await pod.client.calls()
	expect(calls.filter(({ status }) => status === 401).length).toBeGreaterThan(1)
	expect(calls.filter(isLogin)).toHaveLength(2)
})

it('while every fifth call meets a 503, each PUT leaves once and reads take at most 1.5 calls each', async () => {
	const scripted = await startScriptedPod()
	const client = scripted.client({ readTimeoutMs: 50_000, writeTimeoutMs: 50_000 })
	await pingPod(client)
	// The same fifth in each run, however the calls fall in between.
	const fails = (number: number) => Math.imul(number + 1, 2_654_435_761) >>> 0 < 0.2 * 2 ** 32
	scripted.onCall((response, arrival) =>
		(fails(arrival.number) ? own(503) : json(200, { active: true }))(response, arrival),
	)
	const count = 400
	const readOne = (at: number) =>
		client.read({ segments: ['v2', 'sessioninfo'], query: { at }, schema: z.looseObject({}) })
	const failed: number[] = []
	// As many at once as go out together: each of these people asks again when they have their answer.
	const next = Array.from({ length: count }, (_, at) => at).values()
	const people = Array.from({ length: 24 }, async () => {
		for (const at of next) await readOne(at).catch(() => failed.push(at))
	})
	const writes = Array.from({ length: 100 }, (_, at) =>
		putAssignment(client, { ...pairOf(at), active: true }),
	)
	await Promise.all(people)
	const outcomes = await Promise.all(writes)

	const arrivals = scripted.calls.slice(1)
	const puts = arrivals.filter(({ method }) => method === 'PUT').map(({ target }) => target)
	expect(puts).toHaveLength(100)
	expect(new Set(puts).size).toBe(100)
	expect(outcomes.filter(({ kind }) => kind === 'unknown').length).toBeGreaterThan(0)
	expect(arrivals.length - puts.length).toBeGreaterThan(1.1 * count)
	expect(arrivals.length - puts.length).toBeLessThanOrEqual(1.5 * count)
	const callsFor = (at: number) => arrivals.filter(({ target }) => target.endsWith(`?at=${at}`)).length
	// None is given up before its last try for want of a budget.
	expect(failed.map(callsFor)).toEqual(failed.map(() => 4))
})

describe('a Retry-After', () => {
	/** What befalls a call, in turn; `null`: nothing. */
	const troubles = [
		{ status: 429, wait: 1 },
		{ status: 503, wait: 1 },
		{ status: 429, wait: 0 },
		{ status: 429, wait: null },
		{ status: 503, wait: null },
		{ status: 401, wait: null },
	]
	const callPlan = fc.record({
		isWrite: fc.boolean(),
		troubles: fc.array(fc.constantFrom(...troubles), { minLength: 1, maxLength: 3 }),
	})

	const pathOf = (at: number) => `/usergroups/no-group-${at}/assignments/42$`

	it('has passed before the call that was told is made again, and nothing unclear is sent again', async () => {
		const client = clientOf(pod)
		// Waits are seconds of the clock: many plans at once instead of one after another.
		const plans = fc.sample(callPlan, 120)
		for (const [at, plan] of plans.entries()) {
			for (const { status, wait } of plan.troubles) {
				const headers = wait === null ? {} : { 'Retry-After': String(wait) }
				const body = { code: status, message: 'No' }
				await pod.client.fault({ path: pathOf(at), fault: { kind: 'status', status, headers, body } })
			}
		}
		await Promise.allSettled(
			plans.map(({ isWrite }, at) => {
				const pair = pairOf(at)
				if (isWrite) return putAssignment(client, { ...pair, active: true })
				const segments = ['v2', 'admin', 'usergroups', pair.groupId, 'assignments', pair.userId]
				return client.read({ segments, schema: z.looseObject({}) })
			}),
		)
		const calls = await pod.client.calls()
		const told = JSON.stringify(plans)
		let waits = 0
		for (const [at, plan] of plans.entries()) {
			const arrived = calls.filter(({ target }) => new RegExp(pathOf(at)).test(target))
			for (const [turn, trouble] of plan.troubles.entries()) {
				const [earlier, later] = [arrived[turn], arrived[turn + 1]]
				if (!earlier || !later) continue
				const gapMs = Date.parse(later.at) - Date.parse(earlier.at)
				expect(gapMs, told).toBeGreaterThanOrEqual((trouble.wait ?? 0) * 1_000)
				if (trouble.wait) waits += 1
				if (plan.isWrite) expect(trouble.status, told).not.toBe(503)
			}
		}
		expect(waits).toBeGreaterThan(0)
	})

	it('holds up whoever asks for the same next, and nobody else', async () => {
		const scripted = await startScriptedPod()
		const client = scripted.client()
		const told = own(429, { 'retry-after': '1' })
		scripted.onCall((response, arrival) =>
			(arrival.number === 0 ? told : json(200, { active: true }))(response, arrival),
		)
		const first = pingPod(client)
		await vi.waitFor(() => expect(client.health().isFailing).toBe(true))
		const toldAt = performance.now()
		const arrivedAfterMs: number[] = []
		scripted.onCall((response, arrival) => {
			if (arrival.target.endsWith('sessioninfo')) arrivedAfterMs.push(performance.now() - toldAt)
			json(200, { active: true })(response, arrival)
		})
		const others = Array.from({ length: 20 }, () => pingPod(client))
		await putAssignment(client, { ...pairOf(1), active: true })
		expect(arrivedAfterMs).toEqual([])
		await Promise.all([first, ...others])
		expect(arrivedAfterMs).toHaveLength(21)
		// What the pod wrote arrived a moment before `toldAt`.
		expect(Math.min(...arrivedAfterMs)).toBeGreaterThan(900)
	})

	it('that is longer than a change may take stops the next PUT of the same pair before it leaves', async () => {
		const scripted = await startScriptedPod()
		const client = scripted.client()
		scripted.onCall(own(429, { 'retry-after': '60' }))
		const [pair, other] = [pairOf(1), pairOf(2)]
		expect(await putAssignment(client, { ...pair, active: true })).toMatchObject({
			kind: 'refused',
			calls: 1,
		})
		const again = await putAssignment(client, { ...pair, active: true })
		expect(again).toMatchObject({ kind: 'not_sent', cause: 'busy', calls: 0 })
		expect(scripted.calls).toHaveLength(1)
		scripted.onCall(json(200, { active: true }))
		expect(await putAssignment(client, { ...other, active: true })).toMatchObject({ kind: 'applied' })
	})

	it('of the login holds up every call that needs one', async () => {
		const scripted = await startScriptedPod()
		const client = scripted.client()
		scripted.onLogin((response, arrival) =>
			(arrival.number === 0 ? own(429, { 'retry-after': '1' }) : json(200, { token: 'later' }))(
				response,
				arrival,
			),
		)
		const begunAt = performance.now()
		await Promise.all(Array.from({ length: 5 }, () => pingPod(client)))
		expect(performance.now() - begunAt).toBeGreaterThanOrEqual(1_000)
		expect(scripted.logins).toHaveLength(2)
	})
})
