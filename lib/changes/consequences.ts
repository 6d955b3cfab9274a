import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/client.ts'
import { changes, requests } from '#lib/db/schema.ts'
import type { requestStateValues } from '#lib/db/values.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import { notify } from '#lib/notifications/notify.ts'
import type { Assignment } from '#lib/pod/model.ts'
import { closeSchedule, findLiveSchedule, type ScheduleRow, setSchedule } from './schedule-store.ts'
import type { ChangeState } from './schemas.ts'
import type { ChangeRow } from './store.ts'

/** What an outcome means for the request behind a change and for the end of the assignment; in its transaction. */

export interface Outcome {
	state: ChangeState
	assignment?: Assignment | null
}

interface Consequences {
	/** What the request came to: said by the change's own entry. */
	requestState: (typeof requestStateValues)[number] | null
	/** Whatever else is to be recorded with the outcome. */
	entries: Entry[]
}

/** Moves what follows from the outcome of a change, and gives what is to be recorded of it. */
export async function followOutcome(
	tx: Transaction,
	change: ChangeRow,
	outcome: Outcome,
): Promise<Consequences> {
	if (outcome.state === 'unknown' || outcome.state === 'pending') return { requestState: null, entries: [] }
	const request = await moveRequest(tx, change, outcome.state)
	const entries = outcome.state === 'applied' ? await moveSchedule(tx, change, outcome, request) : []
	return { requestState: request?.state ?? null, entries }
}

/** The request ends in what the pod confirmed, unless it was tried again with another change since. */
async function moveRequest(tx: Transaction, change: ChangeRow, state: ChangeState) {
	if (change.requestId === null || change.scheduleId !== null) return null
	const isApplied = state === 'applied'
	const [request] = await tx
		.update(requests)
		.set({ state: isApplied ? 'applied' : 'failed', closedAt: isApplied ? sql`now()` : null })
		.where(
			and(
				eq(requests.id, change.requestId),
				eq(requests.changeId, change.id),
				inArray(requests.state, isApplied ? ['sending', 'failed', 'half_approved'] : ['sending']),
			),
		)
		.returning()
	if (!request) return null
	const about = { topic: `request ${request.id} by ${change.id}`, requestId: request.id, changeId: change.id }
	if (isApplied) await notify(tx, [request.askerId], { kind: 'decided', ...about })
	else await notify(tx, change.actorId ? [change.actorId] : [], { kind: 'failed', ...about })
	return request
}

/**
 * An applied change of a pair ends, moves or sets the end that it has. An assignment has the end that it was asked for
 * with, even where its request was given up before the pod's late answer.
 */
async function moveSchedule(
	tx: Transaction,
	change: ChangeRow,
	{ assignment }: Outcome,
	moved: typeof requests.$inferSelect | null,
): Promise<Entry[]> {
	const standing = await findLiveSchedule(tx, change)
	if (await isOvertaken(tx, change, standing)) return []
	const request = moved ?? (await findRequestOf(tx, change))
	const endsAt = change.active ? (request?.endsAt ?? null) : null
	const closed = standing
		? [await closeSchedule(tx, standing, whatBecomes(change, endsAt), howClosed(change))]
		: []
	if (!request || !endsAt) return closed
	const addedAtMs = assignment?.lastAddedAtMs ?? null
	return [...closed, await setSchedule(tx, { id: randomUUID(), request, endsAt, addedAtMs })]
}

/** A late answer says nothing of an end that was set, or of a change that was applied, since the change was made. */
async function isOvertaken(
	tx: Transaction,
	{ groupId, userId, createdAt }: ChangeRow,
	standing: ScheduleRow | null,
): Promise<boolean> {
	if (standing && standing.createdAt > createdAt) return true
	const ofPair = and(eq(changes.groupId, groupId), eq(changes.userId, userId))
	const later = and(ofPair, gt(changes.createdAt, createdAt), eq(changes.state, 'applied'))
	return (await tx.select({ id: changes.id }).from(changes).where(later).limit(1)).length > 0
}

/** The request that a change was made for, unless it was tried again with another change since. */
async function findRequestOf(tx: Transaction, { id, requestId, scheduleId }: ChangeRow) {
	if (requestId === null || scheduleId !== null) return null
	const [request] = await tx
		.select()
		.from(requests)
		.where(and(eq(requests.id, requestId), eq(requests.changeId, id)))
	return request ?? null
}

function whatBecomes({ active }: ChangeRow, endsAt: Date | null) {
	if (!active) return 'ended'
	return endsAt ? 'replaced' : 'dropped'
}

function howClosed({ id, scheduleId, active }: ChangeRow): { changeId: string; how: string } {
	if (scheduleId !== null) return { changeId: id, how: 'The end had come.' }
	return { changeId: id, how: active ? 'Assigned anew.' : 'Unassigned before the end.' }
}
