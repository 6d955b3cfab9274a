import 'server-only'
import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { ScheduleRow } from '#lib/changes/schedule-store.ts'
import { readPairToJudge } from '#lib/changes/view-pair.ts'
import { getDatabase } from '#lib/db/client.ts'
import { schedules } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import { notify } from '#lib/notifications/notify.ts'
import { askerOf } from './due-ends.ts'
import { leavesNoAssignee } from './seen-ends.ts'
import { getPodForEnds, inTurn } from './turns.ts'

const mostAtOnce = 100

/**
 * Tells whoever asked for an assignment, and officers, that it ends soon: once for each of the days before the end
 * that are configured, unless somebody has said that it may end. Safe in every process at once.
 * @returns how many ends there were
 */
export async function giveNotices(): Promise<number> {
	const due = await findDueNotices()
	for (const { end, days } of due) await inTurn(() => giveNotice(end, days))
	return due.length
}

/** Nothing stands against a notice of so many days: none was given of as many or fewer. */
const isNotNoticed = (days: unknown) =>
	and(
		eq(schedules.state, 'set'),
		isNull(schedules.letEndAt),
		or(isNull(schedules.noticedDays), sql`${schedules.noticedDays} > ${days}`),
	)

/** The ends for which a notice is due, each with the fewest days that it is within. */
async function findDueNotices(): Promise<{ end: ScheduleRow; days: number }[]> {
	const { noticeDays } = env().requests
	const [most = 0] = noticeDays
	const days = sql<number>`(select min(given) from unnest(${sql.param(noticeDays)}::int[]) as given
		where ${schedules.endsAt} <= now() + given * interval '1 day')`
	return getDatabase()
		.select({ end: schedules, days })
		.from(schedules)
		.where(
			and(
				gt(schedules.endsAt, sql`now()`),
				lte(schedules.endsAt, sql`now() + ${most} * interval '1 day'`),
				isNotNoticed(days),
			),
		)
		.orderBy(asc(schedules.endsAt), asc(schedules.id))
		.limit(mostAtOnce)
}

async function giveNotice(end: ScheduleRow, days: number): Promise<void> {
	const { id, requestId } = end
	const reading = await readPairToJudge(end.groupId, end.userId, getPodForEnds())
	const leavesNone = reading.state === 'unreadable' ? null : await leavesNoAssignee(end, reading)
	await getDatabase().transaction(async (tx) => {
		const [row] = await tx
			.update(schedules)
			.set({ noticedDays: days, leavesNoAssignee: leavesNone })
			.where(and(eq(schedules.id, id), isNotNoticed(days)))
			.returning({ id: schedules.id })
		// What is not assigned any more does not end.
		if (!row || reading.state === 'not_assigned') return
		const notice = {
			kind: 'ending_soon',
			topic: `schedule ${id} ${days}`,
			requestId,
			scheduleId: id,
		} as const
		await notify(tx, await askerOf(tx, requestId), notice)
		await notify(tx, 'deciders', notice)
	})
}
