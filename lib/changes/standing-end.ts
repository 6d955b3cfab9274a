import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { requests, schedules } from '#lib/db/schema.ts'
import { liveScheduleStates } from './schedule-store.ts'
import type { StandingEnd } from './schemas.ts'

/**
 * When a pair's assignment ends by itself, and by which request, where the viewer may see that one; `null` where no
 * end is set.
 */
export async function findStandingEnd(
	viewer: Actor,
	groupId: string,
	userId: string,
): Promise<StandingEnd | null> {
	const [end] = await getDatabase()
		.select({ endsAt: schedules.endsAt, requestId: schedules.requestId, askerId: requests.askerId })
		.from(schedules)
		.innerJoin(requests, eq(requests.id, schedules.requestId))
		.where(
			and(
				eq(schedules.groupId, groupId),
				eq(schedules.userId, userId),
				inArray(schedules.state, [...liveScheduleStates]),
			),
		)
	if (!end) return null
	const maySee = can(viewer.role, 'read_whole_requests') || end.askerId === viewer.id
	return { endsAt: end.endsAt.toISOString(), requestId: maySee ? end.requestId : null }
}
