import 'server-only'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/client.ts'
import { type requests, schedules } from '#lib/db/schema.ts'
import type { Entry, EntryAction, EntryActor } from '#lib/ledger/schemas.ts'

/**
 * The end of an assignment, and every state that it can come to. Each of these is done inside a transaction and
 * gives the entry that must be appended in it.
 */

export type ScheduleRow = typeof schedules.$inferSelect

/** An end that is set, or that stopped and needs an officer. */
export const liveScheduleStates = ['set', 'stopped'] as const

type Pair = Pick<ScheduleRow, 'groupId' | 'userId'>

/** The end that a pair has, locked; `null` where it has none. */
export async function findLiveSchedule(tx: Transaction, pair: Pair): Promise<ScheduleRow | null> {
	const [row] = await tx
		.select()
		.from(schedules)
		.where(
			and(
				eq(schedules.groupId, pair.groupId),
				eq(schedules.userId, pair.userId),
				inArray(schedules.state, [...liveScheduleStates]),
			),
		)
		.for('update')
	return row ?? null
}

function entryOf(
	row: ScheduleRow,
	actor: EntryActor | null,
	details: Entry['details'],
	action: EntryAction = `schedule.${row.state}`,
): Entry {
	return {
		action,
		actor,
		...(actor ? { source: 'requests_page' as const } : {}),
		requestId: row.requestId,
		groupId: row.groupId,
		userId: row.userId,
		endsAt: row.endsAt.toISOString(),
		details: {
			groupName: row.groupName,
			userName: row.userName,
			...(row.changeId ? { changeId: row.changeId } : {}),
			...details,
		},
	}
}

interface NewSchedule {
	id: string
	request: typeof requests.$inferSelect
	endsAt: Date
	/** The pod's date of the assignment, where it gave one. */
	addedAtMs: number | null
}

/** Sets the end of a pair that has none. */
export async function setSchedule(
	tx: Transaction,
	{ id, request, endsAt, addedAtMs }: NewSchedule,
	actor: EntryActor | null = null,
): Promise<Entry> {
	const { id: requestId, groupId, userId, groupName, userName } = request
	const [row] = await tx
		.insert(schedules)
		.values({
			id,
			requestId,
			groupId,
			userId,
			groupName,
			userName,
			endsAt,
			addedAtMs,
			state: 'set',
			nextTryAt: endsAt,
		})
		.returning()
	if (!row) throw new Error('the end that was set did not come back')
	return entryOf(row, actor, {})
}

/**
 * Closes an end that was found live and locked.
 * @param why.how in a few words, for the record; `why.details`: what else it says
 */
export async function closeSchedule(
	tx: Transaction,
	{ id }: ScheduleRow,
	state: 'ended' | 'replaced' | 'dropped',
	why: { how: string; changeId?: string; details?: Entry['details'] },
	actor: EntryActor | null = null,
): Promise<Entry> {
	const [row] = await tx
		.update(schedules)
		.set({
			state,
			closedAt: sql`now()`,
			problem: null,
			...(why.changeId ? { changeId: why.changeId } : {}),
		})
		.where(eq(schedules.id, id))
		.returning()
	if (!row) throw new Error('the end that was closed did not come back')
	return entryOf(row, actor, { ...why.details, how: why.how })
}

/**
 * Stops an end that is set: it is not what it was set for any more, and an officer must look.
 * @returns `null` where it has moved on since
 */
export async function stopSchedule(
	tx: Transaction,
	{ id }: ScheduleRow,
	problem: string,
): Promise<Entry | null> {
	const [row] = await tx
		.update(schedules)
		.set({ state: 'stopped', problem })
		.where(and(eq(schedules.id, id), eq(schedules.state, 'set')))
		.returning()
	return row ? entryOf(row, null, { problem }) : null
}

/**
 * Notes that somebody said that an assignment may end as planned: nobody is reminded any more.
 * @returns `null` where it has moved on since, or was said already
 */
export async function letScheduleEnd(
	tx: Transaction,
	{ id }: ScheduleRow,
	by: { userId: string; actor: EntryActor; details: Entry['details'] },
): Promise<Entry | null> {
	const [row] = await tx
		.update(schedules)
		.set({ letEndBy: by.userId, letEndAt: sql`now()` })
		.where(and(eq(schedules.id, id), eq(schedules.state, 'set'), isNull(schedules.letEndAt)))
		.returning()
	return row ? entryOf(row, by.actor, by.details, 'schedule.let_end') : null
}
