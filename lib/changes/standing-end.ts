import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { schedules } from '#lib/db/schema.ts'
import { liveScheduleStates } from './schedule-store.ts'
import type { StandingEnd } from './schemas.ts'

/** When a pair's assignment ends by itself, and by which request; `null` where no end is set. */
export async function findStandingEnd(groupId: string, userId: string): Promise<StandingEnd | null> {
	const [end] = await getDatabase()
		.select({ endsAt: schedules.endsAt, requestId: schedules.requestId })
		.from(schedules)
		.where(
			and(
				eq(schedules.groupId, groupId),
				eq(schedules.userId, userId),
				inArray(schedules.state, [...liveScheduleStates]),
			),
		)
	return end ? { ...end, endsAt: end.endsAt.toISOString() } : null
}
