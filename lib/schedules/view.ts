import 'server-only'
import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import type { PairNames } from '#lib/changes/refused-attempts.ts'
import type { ScheduleRow } from '#lib/changes/schedule-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { requests, schedules, users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { ScheduleView } from './schemas.ts'

/** An end with what it is shown with. */
export interface ListedSchedule {
	schedule: ScheduleRow
	/** Whoever asked for the assignment and its end. */
	askerId: string
	/** Who said that it may end as it stands. */
	letEndBy: string | null
	isLate: boolean
}

/** The database's clock decides: processes may have others. */
/** An end that the pod has not confirmed after this is said to be late: carrying it out takes a moment. */
const lateAfterSeconds = 60

/** Said of a row of `schedules`. */
export const isLate: SQL<boolean> = sql<boolean>`
	(${schedules.state} = 'set' and ${schedules.endsAt} + ${lateAfterSeconds} * interval '1 second' < now())`

/** Ends with what they are shown with; a query to be narrowed. */
export function selectSchedules() {
	return getDatabase()
		.select({
			schedule: getTableColumns(schedules),
			askerId: requests.askerId,
			letEndBy: users.name,
			isLate,
		})
		.from(schedules)
		.innerJoin(requests, eq(requests.id, schedules.requestId))
		.leftJoin(users, eq(users.id, schedules.letEndBy))
		.$dynamic()
}

/** Narrows ends to those that an actor may see: everyone's, or those of their own requests. */
export function visibleTo({ role, id }: Actor): SQL | undefined {
	return can(role, 'read_whole_requests') ? undefined : eq(requests.askerId, id)
}

/** An end as `viewer` may see it; whether they may see it at all, the caller knows. */
export function viewSchedule(listed: ListedSchedule, viewer: Actor): ScheduleView {
	const { schedule, letEndBy } = listed
	const { letEndAt } = schedule
	return {
		id: schedule.id,
		requestId: schedule.requestId,
		groupId: schedule.groupId,
		groupName: schedule.groupName,
		userId: schedule.userId,
		userName: schedule.userName,
		endsAt: schedule.endsAt.toISOString(),
		state: schedule.state,
		isLate: listed.isLate,
		attempts: schedule.attempts,
		nextTryAt: schedule.nextTryAt.toISOString(),
		problem: schedule.problem,
		leavesNoAssignee: schedule.leavesNoAssignee,
		letEnd: letEndBy !== null && letEndAt ? { by: letEndBy, at: letEndAt.toISOString() } : null,
		closedAt: schedule.closedAt?.toISOString() ?? null,
		offers: offersFor(listed, viewer),
	}
}

function offersFor(
	{ schedule, askerId, isLate: late }: ListedSchedule,
	viewer: Actor,
): ScheduleView['offers'] {
	const { state, letEndAt } = schedule
	const decides = can(viewer.role, 'decide_requests')
	const isTheirs = viewer.id === askerId || decides
	if ((state !== 'set' && state !== 'stopped') || !isTheirs) return []
	const offers: ScheduleView['offers'] = can(viewer.role, 'file_requests') ? ['extend'] : []
	if (state === 'set' && !letEndAt && !late) offers.push('let_end')
	if (state === 'stopped' && decides && viewer.id !== askerId) offers.push('drop')
	return offers
}

/**
 * An end that the actor may see, with what it is shown with.
 * @param tellNames is told whom it is about, for the record of a refusal
 * @throws AppError `not_found`, also for one that they may not see
 */
export async function requireVisible(
	actor: Actor,
	scheduleId: string,
	tellNames: (names: PairNames) => void = () => {},
): Promise<ListedSchedule> {
	const [listed] = await selectSchedules().where(and(eq(schedules.id, scheduleId), visibleTo(actor)))
	if (!listed) throw new AppError('not_found', 'There is no such end, or it is not yours to see.')
	const { groupId, userId, groupName, userName } = listed.schedule
	tellNames({ groupName, userName, pair: { groupId, userId } })
	return listed
}

/** One end, after something was done with it. */
export async function readSchedule(actor: Actor, scheduleId: string): Promise<ScheduleView> {
	return viewSchedule(await requireVisible(actor, scheduleId), actor)
}
