import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { putAssignment } from './assignments.ts'
import { inTurn, json, type Respond, startScriptedPod } from './testing/scripted-pod.ts'

const wanted = { groupId: 'g', userId: '5', active: true }
const session = json(200, { token: 'session' })

/** Answers, and lets an hour go by that a clock shows: as in a process, or a machine, that is stopped there. */
const sleepThen =
	(clock: { now(): number }, respond: Respond): Respond =>
	(...given) => {
		const awake = clock.now.bind(clock)
		const asleep = vi.spyOn(clock, 'now').mockImplementation(() => awake() + 3_600_000)
		onTestFinished(() => asleep.mockRestore())
		respond(...given)
	}

describe.each([
	['process that was stopped', performance],
	['machine that was suspended', Date],
])('a %s', (_what, clock) => {
	it('during the login sends no PUT', async () => {
		const pod = await startScriptedPod()
		pod.onLogin(sleepThen(clock, session))
		expect(await putAssignment(pod.client(), wanted)).toMatchObject({ kind: 'not_sent', calls: 0 })
		expect(pod.calls).toEqual([])
	})

	it('during the login after a 401 does not send the PUT again', async () => {
		const pod = await startScriptedPod()
		pod.onLogin(inTurn(session, sleepThen(clock, session)))
		pod.onCall(json(401, { code: 401, message: 'Invalid session' }))
		expect(await putAssignment(pod.client(), wanted)).toMatchObject({ kind: 'refused', calls: 1 })
		expect(pod.calls).toHaveLength(1)
	})
})
