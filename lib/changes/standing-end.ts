import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { schedules } from '#lib/db/schema.ts'
import { liveScheduleStates } from './schedule-store.ts'

/** When a pair's assignment ends by itself, ISO 8601; `null` where no end is set. */
export async function findStandingEnd(groupId: string, userId: string): Promise<string | null> {
	const [end] = await getDatabase()
		.select({ endsAt: schedules.endsAt })
		.from(schedules)
		.where(
			and(
				eq(schedules.groupId, groupId),
				eq(schedules.userId, userId),
				inArray(schedules.state, [...liveScheduleStates]),
			),
		)
	return end?.endsAt.toISOString() ?? null
}
