import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { stopSchedule } from '#lib/changes/schedule-store.ts'
import { intendChange } from '#lib/changes/testing/intend-change.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { fileAs, setEnd } from '#lib/schedules/testing/set-end.ts'
import { readMetrics } from './metrics.ts'

let world: World
let actor: Actor
beforeAll(async () => {
	world = await startWorld()
	actor = await world.person('officer')
})

const names = ['requests_open', 'requests_overdue', 'ends_late', 'ends_stopped', 'break_glass_to_review']
const waiting = async () => {
	const text = await readMetrics({ authorization: null, forwardedFor: '127.0.0.1', host: 'localhost' })
	return names.map((name) => Number(new RegExp(`^scopekeeper_${name} (\\d+)$`, 'm').exec(text)?.[1]))
}
const pair = () => ({ groupId: randomUUID(), userId: '42' })
const from = (seconds: number) => new Date(Date.now() + seconds * 1_000)

it('operators see how much waits for people, and what is past its time', async () => {
	expect(await waiting()).toEqual([0, 0, 0, 0, 0])

	await fileAs(actor, { ...pair(), dueAt: from(60) })
	await fileAs(actor, { ...pair(), dueAt: from(-60) })
	await fileAs(actor, { ...pair(), dueAt: from(-60), state: 'sending' })
	await fileAs(actor, { ...pair(), dueAt: from(-60), state: 'rejected', closedAt: from(0) })
	expect(await waiting()).toEqual([3, 1, 0, 0, 0])

	await setEnd(actor, pair(), { endsAt: from(60) })
	await setEnd(actor, pair(), { endsAt: from(-60) })
	const stopped = await setEnd(actor, pair(), { endsAt: from(-60) })
	await getDatabase().transaction(async (tx) => {
		const entry = await stopSchedule(tx, stopped, 'It was made anew elsewhere.')
		await appendEntries(tx, entry ? [entry] : [])
	})
	expect(await waiting()).toEqual([3, 1, 1, 1, 0])

	const { id } = await intendChange(actor, pair())
	await world.database.ownerDb.update(changes).set({ breakGlass: true }).where(eq(changes.id, id))
	expect((await waiting()).at(-1)).toBe(1)
	await world.database.ownerDb.update(changes).set({ reviewedAt: sql`now()` }).where(eq(changes.id, id))
	expect((await waiting()).at(-1)).toBe(0)
})
