import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { getDatabase } from '#lib/db/client.ts'
import { fileAs } from '#lib/schedules/testing/set-end.ts'
import { listNotifications } from './list.ts'
import { markRead } from './mark-read.ts'
import { notify } from './notify.ts'

let world: World
let reader: Actor
let other: Actor
let requestId: number
beforeAll(async () => {
	world = await startWorld()
	reader = await world.person('support')
	other = await world.person('officer')
	const filed = await fileAs(reader, { groupId: randomUUID(), userId: '42', state: 'rejected' })
	requestId = filed.id
})

const tell = (to: Actor, topic: string) =>
	getDatabase().transaction((tx) => notify(tx, [to.id], { kind: 'decided', topic, requestId }))

describe('what one is told', () => {
	it('is one’s own alone, newest first, with a sentence and how much is unread', async () => {
		await tell(reader, 'one')
		await tell(reader, 'two')
		await tell(other, 'one')
		const { unread, items } = await listNotifications(reader)
		expect(unread).toBe(2)
		expect(items).toHaveLength(2)
		expect(items[0]).toMatchObject({
			text: `Request ${requestId}, Assign Mika Sorrel to Prime Services: rejected.`,
			isRead: false,
			isUrgent: false,
			href: `/requests?request=${requestId}`,
		})
		expect(items.map(({ at }) => at)).toEqual(
			items
				.map(({ at }) => at)
				.toSorted()
				.toReversed(),
		)
		expect((await listNotifications(other)).items).toHaveLength(1)
	})

	it('is not told twice', async () => {
		await tell(reader, 'one')
		expect((await listNotifications(reader)).items).toHaveLength(2)
	})

	it('is marked as read one by one or whole, and nobody marks another’s', async () => {
		const [newest] = (await listNotifications(reader)).items
		const ids = newest ? [newest.id] : []
		await markRead(other, { ids })
		expect((await listNotifications(reader)).unread).toBe(2)
		expect(await markRead(reader, { ids })).toMatchObject({ unread: 1, items: [{ isRead: true }, {}] })
		expect((await markRead(reader, { ids: null })).unread).toBe(0)
		expect((await listNotifications(other)).unread).toBe(1)
	})

	it('is counted whole where more is unread than is shown', async () => {
		const many = await world.person('officer')
		for (let turn = 0; turn < 35; turn++) await tell(many, `turn ${turn}`)
		const { unread, items } = await listNotifications(many)
		expect([unread, items.length]).toEqual([35, 30])
	})

	it('is marked only by identifiers that can be some', async () => {
		await expect(markRead(reader, { ids: ['x'] })).rejects.toMatchObject({ code: 'invalid_input' })
	})

	it('is of others’ requests only for as long as one may see them', async () => {
		const decider = await world.person('officer')
		const own = await fileAs(decider, { groupId: randomUUID(), userId: '42' })
		await getDatabase().transaction(async (tx) => {
			await notify(tx, [decider.id], { kind: 'filed', topic: 'another’s', requestId })
			await notify(tx, [decider.id], { kind: 'break_glass', topic: 'a change' })
			await notify(tx, [decider.id], { kind: 'decided', topic: 'their own', requestId: own.id })
		})
		expect(await listNotifications(decider)).toMatchObject({ unread: 3, items: [{}, {}, {}] })
		const now = await listNotifications({ ...decider, role: 'support' })
		expect(now).toMatchObject({ unread: 1, items: [{ href: `/requests?request=${own.id}` }] })
		expect(now.items).toHaveLength(1)
	})
})
