import 'server-only'
import { and, count, desc, eq, lt } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { approvalsNeeded, listApprovers } from '#lib/changes/four-eyes.ts'
import { visibleTo as changesVisibleTo, selectChanges, viewOf } from '#lib/changes/list.ts'
import { findStandingEnd } from '#lib/changes/standing-end.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes, requests, schedules } from '#lib/db/schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { selectSchedules, viewSchedule } from '#lib/schedules/view.ts'
import { lineOf, selectRequests } from './lines.ts'
import { offersFor, type Standing, whyNotDecidable } from './offers.ts'
import { noSuchRequest, requireReader, visibleTo } from './relation.ts'
import { type RequestView, requestIdSchema } from './schemas.ts'
import type { RequestRow } from './store.ts'
import { readApprovals, readComments, readHistory } from './told.ts'

const pairChangesShown = 3

/**
 * One request with all that the console knows of it. `input` is a `requestIdSchema`.
 * @throws AppError `forbidden`, `invalid_input`; `not_found`, also for a request that the actor may not see
 */
export async function readRequest(actor: Actor, input: unknown): Promise<RequestView> {
	requireReader(actor)
	const { requestId } = parseInput(requestIdSchema, input)
	const [listed] = await selectRequests().where(and(eq(requests.id, requestId), visibleTo(actor)))
	if (!listed) throw noSuchRequest()
	const { request, closer } = listed
	const [standing, approvedBy, comments, history, surroundings] = await Promise.all([
		readStanding(request),
		readApprovals(request),
		readComments(request),
		readHistory(request),
		readSurroundings(actor, request),
	])
	return {
		...lineOf(listed),
		version: request.version,
		stateBefore: request.stateBefore,
		warnings: request.warnings,
		claimedAt: request.claimedAt?.toISOString() ?? null,
		editedAt: request.editedAt?.toISOString() ?? null,
		closedBy: closer,
		note: request.note,
		approvedBy,
		approvalsNeeded: standing.approvalsNeeded,
		comments,
		history,
		...surroundings,
		offers: offersFor(actor, standing),
		notDecidable: whyNotDecidable(actor, standing),
		isErased: standing.isErased,
	}
}

async function readStanding(request: RequestRow): Promise<Standing> {
	const { askerId, state, claimedBy, erasedAt } = request
	const given = await listApprovers(getDatabase(), request)
	const approvedBy = given.filter(({ counts }) => counts).map(({ id }) => id)
	return {
		askerId,
		state,
		claimedBy,
		isErased: erasedAt !== null,
		approvedBy,
		approvalsNeeded: approvalsNeeded(),
	}
}

/** What else there is of a request’s pair, and what came of the request. */
async function readSurroundings(actor: Actor, request: RequestRow) {
	const { groupId, userId, changeId } = request
	const ofPair = and(eq(changes.groupId, groupId), eq(changes.userId, userId), changesVisibleTo(actor))
	const [ends, pairChanges, standingEnd, requestsBefore] = await Promise.all([
		selectSchedules()
			.where(eq(schedules.requestId, request.id))
			.orderBy(desc(schedules.createdAt), desc(schedules.id))
			.limit(1),
		selectChanges().where(ofPair).orderBy(desc(changes.createdAt), desc(changes.id)).limit(pairChangesShown),
		findStandingEnd(actor, groupId, userId),
		countBefore(actor, request),
	])
	// As a rule it is among the newest of its pair.
	const change =
		changeId === null
			? undefined
			: (pairChanges.find((row) => row.change.id === changeId) ??
				(await selectChanges().where(eq(changes.id, changeId)))[0])
	const [end] = ends
	return {
		change: change ? viewOf(change, actor) : null,
		schedule: end ? viewSchedule(end, actor) : null,
		standingEnd,
		pairChanges: pairChanges.map((row) => viewOf(row, actor)),
		requestsBefore,
	}
}

async function countBefore(actor: Actor, { id, groupId, userId }: RequestRow): Promise<number> {
	const [before] = await getDatabase()
		.select({ count: count() })
		.from(requests)
		.where(
			and(eq(requests.groupId, groupId), eq(requests.userId, userId), lt(requests.id, id), visibleTo(actor)),
		)
	return before?.count ?? 0
}
