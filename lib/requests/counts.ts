import 'server-only'
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { liveScheduleStates } from '#lib/changes/schedule-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes, requests, schedules } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import { isLate } from '#lib/schedules/view.ts'
import { requireReader, visibleTo } from './relation.ts'
import type { RequestCounts } from './schemas.ts'
import { belongsTo, isOpen, type RequestPart } from './tabs.ts'

/**
 * How much there is in each part of the queue that the actor sees.
 * @throws AppError `forbidden`
 */
export async function countRequests(actor: Actor): Promise<RequestCounts> {
	requireReader(actor)
	const [waiting, ends, review] = await Promise.all([
		countWaiting(actor),
		countEnds(actor),
		countToReview(actor),
	])
	return { ...waiting, ...ends, review }
}

const countOf = (which: SQL | undefined): SQL<number> =>
	sql`count(*) filter (where ${which ?? true})`.mapWith(Number)

async function countWaiting(actor: Actor) {
	const part = (name: RequestPart) => countOf(belongsTo(name, actor))
	const [counted] = await getDatabase()
		.select({
			unclaimed: part('unclaimed'),
			mine: part('mine'),
			second: part('second'),
			overdue: part('overdue'),
			others: part('others'),
		})
		.from(requests)
		.where(and(isOpen, visibleTo(actor)))
	return counted ?? { unclaimed: 0, mine: 0, second: 0, overdue: 0, others: 0 }
}

/** Ends of which notice has been given by now, or that are past; late: those that should have come about. */
async function countEnds(actor: Actor) {
	const soonDays = Math.max(0, ...env().requests.noticeDays)
	const [counted] = await getDatabase()
		.select({
			ending: countOf(sql`${schedules.endsAt} <= now() + ${soonDays} * interval '1 day'`),
			late: countOf(
				sql`${schedules.state} = 'stopped'
					or ${isLate}`,
			),
		})
		.from(schedules)
		.where(and(inArray(schedules.state, [...liveScheduleStates]), setByVisible(actor)))
	return counted ?? { ending: 0, late: 0 }
}

function setByVisible(actor: Actor): SQL | undefined {
	const visible = visibleTo(actor)
	return (
		visible &&
		sql`exists (select from ${requests} where ${requests.id} = ${schedules.requestId} and ${visible})`
	)
}

async function countToReview({ role }: Actor): Promise<number> {
	if (!can(role, 'read_whole_requests')) return 0
	return getDatabase().$count(changes, and(eq(changes.breakGlass, true), isNull(changes.reviewedAt)))
}
