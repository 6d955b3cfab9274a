import 'server-only'
import { and, eq, inArray, lte } from 'drizzle-orm'
import type { JudgedPair } from '#lib/changes/policy.ts'
import {
	closeSchedule,
	findLiveSchedule,
	type ScheduleRow,
	stopSchedule,
} from '#lib/changes/schedule-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { schedules } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { utcSecond } from '#lib/utc-words.ts'
import { tellTrouble } from './due-ends.ts'

/** What the pod shows of an assignment when its end has come, and what follows where nothing may be sent. */

/**
 * Whether the group is left without an assignee by an end: nobody else is assigned, or nobody for longer. `null`:
 * not known.
 */
export async function leavesNoAssignee(
	{ groupId, endsAt }: ScheduleRow,
	{ otherAssignees }: JudgedPair,
): Promise<boolean | null> {
	if (!otherAssignees?.length) return otherAssignees && true
	const others = otherAssignees.map(({ id }) => id)
	const ending = await getDatabase().$count(
		schedules,
		and(
			eq(schedules.groupId, groupId),
			inArray(schedules.userId, others),
			eq(schedules.state, 'set'),
			lte(schedules.endsAt, endsAt),
		),
	)
	return ending === others.length
}

/**
 * Whether the assignment is another one than the end was set for, by the pod's date. A date that is not known on
 * either side says nothing.
 * @returns the sentence for the officer who must look, or `null` where it is the same
 */
export function findMoveElsewhere(end: ScheduleRow, { assignment }: JudgedPair): string | null {
	const addedAtMs = assignment?.lastAddedAtMs ?? null
	if (end.addedAtMs === null || addedAtMs === null || end.addedAtMs === addedAtMs) return null
	return `The pod says that this user was last added at ${utcSecond(new Date(addedAtMs))}, which is not by request ${end.requestId}: the assignment was made anew elsewhere since. It was left as it is; an officer must say what is to become of it.`
}

/** Ends what the pod shows to be ended already. */
export async function endAsSeen(end: ScheduleRow): Promise<void> {
	await getDatabase().transaction(async (tx) => {
		const live = await findLiveSchedule(tx, end)
		if (live?.id !== end.id) return
		const how = 'Already not assigned when its end came.'
		await appendEntries(tx, [await closeSchedule(tx, live, 'ended', { how })])
	})
}

/** Leaves an assignment as it is, and asks an officer. */
export async function stopForOfficer(
	end: ScheduleRow,
	problem: string,
	leavesNone: boolean | null,
): Promise<void> {
	await getDatabase().transaction(async (tx) => {
		const entry = await stopSchedule(tx, end, problem)
		if (!entry) return
		await tx.update(schedules).set({ leavesNoAssignee: leavesNone }).where(eq(schedules.id, end.id))
		await tellTrouble(tx, end)
		await appendEntries(tx, [entry])
	})
}
