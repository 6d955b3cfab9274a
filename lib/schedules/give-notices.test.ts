import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { schedules } from '#lib/db/schema.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { giveNotices } from './give-notices.ts'
import { letEnd } from './let-end.ts'
import { endingIn, readEnd, toldOf, unassignOnPod } from './testing/set-end.ts'

let world: World
let asker: Actor
let officer: Actor
let people: string[]
beforeAll(async () => {
	vi.stubEnv('EXPIRY_NOTICE_DAYS', '7,1')
	world = await startWorld()
	asker = await world.person('support')
	officer = await world.person('officer')
	people = [asker.id, officer.id].toSorted()
})

const day = 86_400
const topicsOf = async (scheduleId: string) => {
	const rows = await world.database.db
		.selectDistinct({ topic: notifications.topic })
		.from(notifications)
		.where(eq(notifications.scheduleId, scheduleId))
	return rows.map(({ topic }) => topic.replace(`schedule ${scheduleId} `, '')).toSorted()
}
const moveEnd = (id: string, seconds: number) =>
	world.database.ownerDb
		.update(schedules)
		.set({ endsAt: new Date(Date.now() + seconds * 1_000) })
		.where(eq(schedules.id, id))

describe('notice of an end', () => {
	it('is given to whoever asked and to officers, once for each of the days before it', async () => {
		const end = await endingIn(8 * day, asker, await world.pair())
		await giveNotices()
		expect(await topicsOf(end.id)).toEqual([])
		await moveEnd(end.id, 7 * day - 60)
		await giveNotices()
		await giveNotices()
		expect(await topicsOf(end.id)).toEqual(['7'])
		expect(await toldOf(end.id, 'ending_soon')).toEqual(people)
		await moveEnd(end.id, day - 60)
		await giveNotices()
		expect(await topicsOf(end.id)).toEqual(['1', '7'])
		expect(await readEnd(end.id)).toMatchObject({ noticedDays: 1, state: 'set' })
	})

	it('is one and not two where an end is set within the fewest days', async () => {
		const end = await endingIn(3_600, asker, await world.pair())
		await giveNotices()
		await giveNotices()
		expect(await topicsOf(end.id)).toEqual(['1'])
	})

	it('is given once by two processes at the same time', async () => {
		const end = await endingIn(3_600, asker, await world.pair())
		await Promise.all([giveNotices(), giveNotices(), giveNotices()])
		expect(await toldOf(end.id, 'ending_soon')).toEqual(people)
	})

	it('is not given after somebody said that the assignment may end', async () => {
		const end = await endingIn(3_600, asker, await world.pair())
		await letEnd(asker, { scheduleId: end.id })
		await giveNotices()
		expect(await topicsOf(end.id)).toEqual([])
	})

	it('is not given of an assignment that the pod does not show any more', async () => {
		const end = await endingIn(3_600, asker, await world.pair())
		await unassignOnPod(end)
		await giveNotices()
		expect(await topicsOf(end.id)).toEqual([])
	})
})

describe('that a group is left without an assignee', () => {
	const withoutAssignee = landmarkGroups.noAssignee.id

	it('is known ahead where nobody else is assigned, and not known where the pod cannot be read', async () => {
		const pair = { groupId: withoutAssignee, userId: landmarkPeople.averyQuill.id }
		const end = await endingIn(3 * day, asker, pair)
		await giveNotices()
		expect((await readEnd(end.id)).leavesNoAssignee).toBe(true)

		await moveEnd(end.id, 3_600)
		await world.breakPod({ method: 'GET', times: 'always', fault: { kind: 'status', status: 503 } })
		await giveNotices()
		await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
		expect(await readEnd(end.id)).toMatchObject({ leavesNoAssignee: null, noticedDays: 1 })
		expect(await topicsOf(end.id)).toEqual(['1', '7'])
	})

	it('is known ahead where everyone else ends no later', async () => {
		const groupId = landmarkGroups.oneAssignee.id
		const sole = await endingIn(day / 2, asker, { groupId, userId: landmarkPeople.soleAssignee.id })
		const other = await endingIn(day / 2 + 60, asker, { groupId, userId: landmarkPeople.averyQuill.id })
		await giveNotices()
		expect((await readEnd(sole.id)).leavesNoAssignee).toBe(false)
		expect((await readEnd(other.id)).leavesNoAssignee).toBe(true)
	})
})
