import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { getPod } from '#lib/pod/connection.ts'
import type { PodUnderTest } from '#lib/pod/sandbox/testing/pod-under-test.ts'
import { pingPod } from '#lib/pod/service-account.ts'
import { describeHealth, readPodStatus } from './pod-status.ts'
import { actorWith, arrivals, startConsolePod } from './testing/console-pod.ts'

const auditor = actorWith('auditor')
const ping = 'GET /pod/v2/sessioninfo'

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startConsolePod()
})
beforeEach(() => pod.client.reset())
afterEach(() => {
	vi.useRealTimers()
})

const pings = async () => (await arrivals(pod)).filter((arrival) => arrival === ping).length
const letSecondsPass = (seconds: number) =>
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 })

describe('the pod’s state in the shell', () => {
	it('is asked for with one light call where nothing was heard, however many ask', async () => {
		const states = await Promise.all(Array.from({ length: 20 }, () => readPodStatus(auditor)))
		for (const state of states) {
			expect(state).toEqual({
				state: 'connected',
				sandbox: true,
				detail: expect.stringContaining('last answered at'),
			})
		}
		expect(await pings()).toBe(1)
	})

	it('is known from other calls without asking, for half a minute', async () => {
		await readPodStatus(auditor)
		await pod.client.reset()
		await readPodStatus(auditor)
		expect(await pings()).toBe(0)
		letSecondsPass(31)
		await readPodStatus(auditor)
		expect(await pings()).toBe(1)
	})

	it.each([
		['unreachable', { kind: 'cut-before' }, 'breaks'],
		['degraded', { kind: 'status', status: 503, body: { code: 503, message: 'no' } }, 'trouble'],
		['degraded', { kind: 'status', status: 429, body: '' }, 'busy'],
		['degraded', { kind: 'html', status: 200 }, 'is not the pod'],
	])('is %s after the fault %j, and connected again once the pod answers', async (state, fault, words) => {
		await pingPod(getPod())
		await pod.client.fault({ path: 'sessioninfo', fault })
		await pingPod(getPod(), { retries: 0 }).catch(() => {})
		expect(await readPodStatus(auditor)).toMatchObject({ state, detail: expect.stringContaining(words) })
		letSecondsPass(120)
		expect(await readPodStatus(auditor)).toMatchObject({ state: 'connected' })
	})

	it('is degraded where calls fail again and again, although the last one went well', () => {
		const health = { lastAnswerAtMs: 1_000, isFailing: false, recentFailures: 5 }
		expect(describeHealth({ ...health, lastFailure: { atMs: 900, problem: 'cut' } })).toMatchObject({
			state: 'degraded',
			detail: expect.stringContaining('5 calls failed'),
		})
	})

	it('is closed to a role that may not look up', async () => {
		const nobody = { ...auditor, role: 'visitor' as never }
		await expect(readPodStatus(nobody)).rejects.toMatchObject({ code: 'forbidden' })
	})
})
