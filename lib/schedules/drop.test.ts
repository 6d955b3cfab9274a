import { desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { recordOf } from '#lib/changes/testing/record-of.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { entries } from '#lib/db/record-schema.ts'
import { landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { dropSchedule } from './drop.ts'
import { expireDue } from './expire.ts'
import { assignOnPod, endingNow, readEnd, setEnd, stateOnPod, unassignOnPod } from './testing/set-end.ts'

let world: World
let asker: Actor
beforeAll(async () => {
	world = await startWorld({ groups: 100 })
	asker = await world.person('officer')
})

const reason = 'The desk gave it again for good.'

async function stopped() {
	const end = await endingNow(world, asker)
	await unassignOnPod(end)
	await assignOnPod(end)
	await expireDue()
	return readEnd(end.id)
}

describe('taking away an end that stopped', () => {
	it('leaves the assignment as it was made elsewhere, and the record says who and why', async () => {
		const end = await stopped()
		const officer = await world.person('officer')
		const view = await dropSchedule(officer, { scheduleId: end.id, reason })
		expect(view).toMatchObject({ state: 'dropped', problem: null, offers: [] })
		expect(await stateOnPod(end)).toBe('assigned')
		const [entry] = await world.database.db
			.select()
			.from(entries)
			.where(eq(entries.requestId, end.requestId))
			.orderBy(desc(entries.seq))
			.limit(1)
		expect(entry).toMatchObject({ action: 'schedule.dropped', actorSubject: officer.subject })
		expect(JSON.parse(entry?.details ?? '')).toMatchObject({ reason, by: { name: officer.name } })
	})

	it('is for those who decide requests, and not for whoever asked', async () => {
		const end = await stopped()
		for (const role of ['support', 'auditor'] as const) {
			const actor = await world.person(role)
			await expect(dropSchedule(actor, { scheduleId: end.id, reason })).rejects.toMatchObject({
				code: 'forbidden',
			})
			expect(await recordOf(world, actor)).toEqual(['refused: forbidden'])
		}
		await expect(dropSchedule(asker, { scheduleId: end.id, reason })).rejects.toMatchObject({
			code: 'four_eyes',
		})
		expect(await readEnd(end.id)).toMatchObject({ state: 'stopped' })
	})

	it('is not for the user whom it concerns, nor for one who may be that user', async () => {
		const end = await stopped()
		const concerned = await world.person('officer', { podUserId: landmarkPeople.averyQuill.id })
		const unclear = await world.person('officer', { email: null, username: null })
		for (const actor of [concerned, unclear]) {
			await expect(dropSchedule(actor, { scheduleId: end.id, reason })).rejects.toMatchObject({
				code: 'four_eyes',
			})
			expect(await recordOf(world, actor)).toEqual(['refused: four_eyes'])
		}
		expect(await readEnd(end.id)).toMatchObject({ state: 'stopped' })
	})

	it('needs a reason', async () => {
		const end = await stopped()
		const officer = await world.person('officer')
		await expect(dropSchedule(officer, { scheduleId: end.id, reason: 'no' })).rejects.toMatchObject({
			code: 'invalid_input',
			fieldErrors: { reason: expect.any(String) },
		})
	})

	it('is refused while an end still stands', async () => {
		const end = await setEnd(asker, await world.pair(), { endsAt: new Date(Date.now() + 60_000) })
		const officer = await world.person('officer')
		await expect(dropSchedule(officer, { scheduleId: end.id, reason })).rejects.toMatchObject({
			code: 'conflict',
		})
		expect(await recordOf(world, officer)).toEqual(['refused: conflict'])
	})

	it('by two at the same moment is done once', async () => {
		const end = await stopped()
		const two = [await world.person('officer'), await world.person('officer')]
		const outcomes = await Promise.allSettled(
			two.map((by) => dropSchedule(by, { scheduleId: end.id, reason })),
		)
		expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
	})
})
