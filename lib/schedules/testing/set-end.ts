import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { type ScheduleRow, setSchedule } from '#lib/changes/schedule-store.ts'
import { who } from '#lib/changes/store.ts'
import type { World } from '#lib/changes/testing/world.ts'
import { getDatabase } from '#lib/db/client.ts'
import { requests, schedules } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { type PairReading, putAssignment, readPair } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'

export interface Pair {
	groupId: string
	userId: string
}

/** Assigns a pair on the pod, past the console; gives the pod's date of it. */
export async function assignOnPod({ groupId, userId }: Pair): Promise<number | null> {
	const outcome = await putAssignment(getPod(), { groupId, userId, active: true })
	if (outcome.kind !== 'applied') throw new Error(`the pod answered ${outcome.kind}`)
	return outcome.assignment.lastAddedAtMs
}

/** Unassigns a pair on the pod, past the console. */
export async function unassignOnPod({ groupId, userId }: Pair): Promise<void> {
	const outcome = await putAssignment(getPod(), { groupId, userId, active: false })
	if (outcome.kind !== 'applied') throw new Error(`the pod answered ${outcome.kind}`)
}

/** An applied request with the end that it set, as approving it leaves them; the pod is not asked. */
export async function setEnd(
	asker: Actor,
	pair: Pair,
	end: { endsAt: Date; addedAtMs?: number | null },
): Promise<ScheduleRow> {
	const { endsAt, addedAtMs = null } = end
	const id = randomUUID()
	await getDatabase().transaction(async (tx) => {
		const [request] = await tx
			.insert(requests)
			.values({
				...pair,
				operationId: randomUUID(),
				kind: 'assign',
				groupName: 'Prime Services',
				userName: 'Mika Sorrel',
				endsAt,
				reason: 'Covers the desk until the end of the month.',
				askerId: asker.id,
				stateBefore: 'not_assigned',
				state: 'applied',
				dueAt: sql`now()`,
				closedAt: sql`now()`,
			})
			.returning()
		if (!request) throw new Error('the request did not come back')
		const set = await setSchedule(tx, { id, request, endsAt, addedAtMs })
		const filed = { requestId: request.id, requestState: 'applied', actor: who(asker), ...pair } as const
		await appendEntries(tx, [{ ...filed, action: 'request.filed', details: {} }, set])
	})
	return readEnd(id)
}

/** An assignment that stands on the pod, with an end that came a second ago. */
export async function endingNow(world: World, asker: Actor, pair?: Pair): Promise<ScheduleRow> {
	const ending = pair ?? (await world.pair())
	const addedAtMs = await assignOnPod(ending)
	return setEnd(asker, ending, { endsAt: new Date(Date.now() - 1_000), addedAtMs })
}

export async function readEnd(id: string): Promise<ScheduleRow> {
	const [row] = await getDatabase().select().from(schedules).where(eq(schedules.id, id))
	if (!row) throw new Error('there is no such end')
	return row
}

/** Brings the next try forward, as waiting would. */
export async function letTryCome({ database }: World, id: string): Promise<void> {
	await database.ownerDb.update(schedules).set({ nextTryAt: sql`now()` }).where(eq(schedules.id, id))
}

/** The same, for the end itself: `seconds` ago. */
export async function letEndCome({ database }: World, id: string, seconds = 1): Promise<void> {
	const ago = sql`now() - ${seconds} * interval '1 second'`
	await database.ownerDb.update(schedules).set({ endsAt: ago, nextTryAt: ago }).where(eq(schedules.id, id))
}

/** What the pod holds for a pair. */
export async function stateOnPod({ groupId, userId }: Pair): Promise<PairReading['state']> {
	return (await readPair(getPod(), groupId, userId)).state
}
