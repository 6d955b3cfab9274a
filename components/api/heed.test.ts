import { beforeEach, expect, it } from 'vitest'
import type { ErrorCode } from '#lib/errors.ts'
import { currentNeed, endNeed, heed, meetNeed, noteRefusedRead, onNeedChange, onNeedMet } from './heed.ts'

const refusal = (code: ErrorCode) => ({ code, message: `Because of ${code}.` })
const acting = (code: ErrorCode) =>
	heed(Promise.resolve({ ok: false as const, requestId: 'r-1', ...refusal(code) }))

beforeEach(meetNeed)

it('hears of a session that is gone from a read and from an action, with the console’s own sentence', async () => {
	noteRefusedRead(refusal('not_signed_in'))
	expect(currentNeed()).toMatchObject({ kind: 'sign_in', sentence: 'Because of not_signed_in.' })
	endNeed()
	expect(await acting('not_signed_in')).toMatchObject({ ok: false, requestId: 'r-1' })
	expect(currentNeed()).toMatchObject({ kind: 'sign_in' })
})

it('hears of a sign-in that is not recent, and of nothing else', async () => {
	for (const code of ['forbidden', 'conflict', 'invalid_input', 'too_many_requests'] as const) {
		await acting(code)
		noteRefusedRead(refusal(code))
	}
	noteRefusedRead({ code: 'offline', message: 'No connection.' })
	expect(currentNeed()).toBeNull()
	await acting('step_up_needed')
	expect(currentNeed()).toMatchObject({ kind: 'confirm' })
})

it('says once what a screen reads over and over, and again what somebody presses again', async () => {
	let changes = 0
	const stop = onNeedChange(() => changes++)
	noteRefusedRead(refusal('not_signed_in'))
	const first = currentNeed()
	noteRefusedRead(refusal('not_signed_in'))
	noteRefusedRead(refusal('step_up_needed'))
	expect([changes, currentNeed()]).toEqual([1, first])
	await acting('not_signed_in')
	expect(currentNeed()).not.toBe(first)
	stop()
})

it('lets a session that is gone outweigh one that is not recent', async () => {
	await acting('step_up_needed')
	noteRefusedRead(refusal('not_signed_in'))
	expect(currentNeed()?.kind).toBe('sign_in')
})

it('passes an answer on as it is', async () => {
	expect(await heed(Promise.resolve({ ok: true, data: 7 }))).toEqual({ ok: true, data: 7 })
	expect(currentNeed()).toBeNull()
})

it('says once it is met which refusals are true no longer, of each one once', async () => {
	const told: string[][] = []
	const stop = onNeedMet((sentences) => told.push([...sentences]))
	await acting('step_up_needed')
	endNeed()
	await acting('conflict')
	await acting('not_signed_in')
	expect(told).toEqual([])
	meetNeed()
	expect(currentNeed()).toBeNull()
	meetNeed()
	expect(told).toEqual([['Because of step_up_needed.', 'Because of not_signed_in.'], []])
	stop()
})
