import 'server-only'
import { and, asc, inArray, sql } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { liveScheduleStates } from '#lib/changes/schedule-store.ts'
import { schedules } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import type { ScheduleView } from './schemas.ts'
import { selectSchedules, viewSchedule, visibleTo } from './view.ts'

const shown = 200

/**
 * Ends that come within the days of the first notice, are late or stopped; the earliest first, at most 200: everyone's,
 * or those of the actor's own requests.
 * @throws AppError `forbidden`
 */
export async function listEnding(actor: Actor): Promise<ScheduleView[]> {
	const seesAll = can(actor.role, 'read_whole_requests')
	requirePermission(actor, seesAll ? 'read_whole_requests' : 'read_own_requests')
	const [firstNoticeDays = 0] = env().requests.noticeDays
	const rows = await selectSchedules()
		.where(
			and(
				visibleTo(actor),
				inArray(schedules.state, [...liveScheduleStates]),
				sql`${schedules.endsAt} <= now() + ${firstNoticeDays} * interval '1 day'`,
			),
		)
		// What is late or stopped has its end behind it, so it comes first.
		.orderBy(asc(schedules.endsAt), asc(schedules.id))
		.limit(shown)
	return rows.map((row) => viewSchedule(row, actor))
}
