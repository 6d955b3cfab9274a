import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { type ScheduleRow, setSchedule } from '#lib/changes/schedule-store.ts'
import type { World } from '#lib/changes/testing/world.ts'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { requests, schedules } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { who } from '#lib/ledger/entry-person.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
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

/** A request as its row and its entry say it, whatever led there. */
async function insertRequest(
	tx: Transaction,
	asker: Actor,
	values: Pair & Partial<typeof requests.$inferInsert>,
): Promise<{ request: typeof requests.$inferSelect; entry: Entry }> {
	const [request] = await tx
		.insert(requests)
		.values({
			operationId: randomUUID(),
			kind: 'assign',
			groupName: 'Prime Services',
			userName: 'Mika Sorrel',
			reason: 'Covers the desk until the end of the month.',
			askerId: asker.id,
			stateBefore: 'not_assigned',
			state: 'open',
			dueAt: sql`now()`,
			...values,
		})
		.returning()
	if (!request) throw new Error('the request did not come back')
	const { id: requestId, state: requestState, groupId, userId } = request
	const actor = who(asker)
	const entry = {
		action: 'request.filed',
		actor,
		requestId,
		requestState,
		groupId,
		userId,
		details: {},
	} as const
	return { request, entry }
}

/** A request that is committed. */
export async function fileAs(
	asker: Actor,
	values: Pair & Partial<typeof requests.$inferInsert>,
): Promise<typeof requests.$inferSelect> {
	return getDatabase().transaction(async (tx) => {
		const { request, entry } = await insertRequest(tx, asker, values)
		await appendEntries(tx, [entry])
		return request
	})
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
		const applied = { ...pair, endsAt, state: 'applied', closedAt: new Date() } as const
		const { request, entry } = await insertRequest(tx, asker, applied)
		await appendEntries(tx, [entry, await setSchedule(tx, { id, request, endsAt, addedAtMs })])
	})
	return readEnd(id)
}

/** An assignment that stands on the pod, with an end so many seconds from now, or before now. */
export async function endingIn(seconds: number, asker: Actor, pair: Pair): Promise<ScheduleRow> {
	const addedAtMs = await assignOnPod(pair)
	return setEnd(asker, pair, { endsAt: new Date(Date.now() + seconds * 1_000), addedAtMs })
}

/** An assignment that stands on the pod, with an end that came a second ago. */
export async function endingNow(world: World, asker: Actor): Promise<ScheduleRow> {
	return endingIn(-1, asker, await world.pair())
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

/** Who was told something about an end, by the ids of their rows. */
export async function toldOf(
	scheduleId: string,
	kind: typeof notifications.$inferSelect.kind,
): Promise<string[]> {
	const rows = await getDatabase()
		.select({ recipientId: notifications.recipientId })
		.from(notifications)
		.where(and(eq(notifications.scheduleId, scheduleId), eq(notifications.kind, kind)))
	return rows.map(({ recipientId }) => recipientId).toSorted()
}
