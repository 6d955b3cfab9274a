import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { requests } from '#lib/db/schema.ts'
import { fileAs } from '#lib/schedules/testing/set-end.ts'
import { tellOverdue } from './tell-overdue.ts'

let world: World
let asker: Actor
let officers: Actor[]
beforeAll(async () => {
	world = await startWorld()
	asker = await world.person('officer')
	officers = [await world.person('officer'), await world.person('administrator')]
	await world.person('auditor')
})

const pair = () => ({ groupId: randomUUID(), userId: '7215545058329' })
const overdue = { dueAt: new Date(Date.now() - 1_000) }
const toldOf = async (requestId: number) => {
	const rows = await world.database.db
		.select({ recipientId: notifications.recipientId })
		.from(notifications)
		.where(and(eq(notifications.requestId, requestId), eq(notifications.kind, 'overdue')))
	return rows.map(({ recipientId }) => recipientId).toSorted()
}
const everyone = () => officers.map(({ id }) => id).toSorted()

async function tellAll(): Promise<void> {
	while ((await tellOverdue()) > 0);
}

describe('an overdue request', () => {
	it('is told to all who may decide it, once, but not to whoever asked', async () => {
		const { id } = await fileAs(asker, { ...pair(), ...overdue })
		await tellAll()
		expect(await toldOf(id)).toEqual(everyone())
		await world.person('officer')
		await tellAll()
		expect(await toldOf(id)).toEqual(everyone())
	})

	it('is told to whoever has it, and to nobody else', async () => {
		const [claimer] = officers
		const { id } = await fileAs(asker, { ...pair(), ...overdue, claimedBy: claimer?.id ?? null })
		await tellAll()
		expect(await toldOf(id)).toEqual([claimer?.id])
	})

	it('is told of while it is half approved or failed, and not while the pod has it or when it is over', async () => {
		const told = { half_approved: true, failed: true, sending: false, rejected: false, applied: false }
		for (const [state, isTold] of Object.entries(told)) {
			const row = { ...pair(), ...overdue, state: state as keyof typeof told }
			const { id } = await fileAs(asker, row)
			await tellAll()
			expect({ state, isTold: (await toldOf(id)).length > 0 }).toEqual({ state, isTold })
		}
	})

	it('is not told of before it is due', async () => {
		const { id } = await fileAs(asker, { ...pair(), dueAt: new Date(Date.now() + 60_000) })
		await tellAll()
		expect(await toldOf(id)).toEqual([])
	})
})

it('of very many, a turn takes 200, and two processes at once tell of none twice', async () => {
	await world.database.ownerDb.execute(sql`alter table ${requests} disable trigger user`)
	await world.database.ownerDb.execute(sql`
		insert into ${requests} (operation_id, kind, group_id, user_id, reason, asker_id, state_before, state, due_at)
		select gen_random_uuid(), 'assign', 'group ' || n, '1', 'Many at once.', ${asker.id}, 'not_assigned', 'open', now()
		from generate_series(1, 450) n`)
	await world.database.ownerDb.execute(sql`alter table ${requests} enable trigger user`)
	const counts = await Promise.all([tellOverdue(), tellOverdue(), tellOverdue()])
	expect(counts.reduce((sum, count) => sum + count)).toBe(450)
	expect(Math.max(...counts)).toBeLessThanOrEqual(200)
	expect(await tellOverdue()).toBe(0)
})
