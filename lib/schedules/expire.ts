import 'server-only'
import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { recordIntent } from '#lib/changes/intent.ts'
import { requireNoOpenChange } from '#lib/changes/open-change.ts'
import type { Problem } from '#lib/changes/outcome-words.ts'
import { type JudgedPair, judgeChange } from '#lib/changes/policy.ts'
import { isOpen } from '#lib/changes/rules.ts'
import type { ScheduleRow } from '#lib/changes/schedule-store.ts'
import { sendChange } from '#lib/changes/send.ts'
import { type ChangeRow, findChange } from '#lib/changes/store.ts'
import { readPairToJudge } from '#lib/changes/view-pair.ts'
import type { Transaction } from '#lib/db/client.ts'
import { schedules } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { notify } from '#lib/notifications/notify.ts'
import { isStopping } from '#lib/stopping.ts'
import { utcMinute } from '#lib/utc-words.ts'
import { claimDueEnd, postpone } from './due-ends.ts'
import { endAsSeen, findMoveElsewhere, leavesNoAssignee, stopForOfficer } from './seen-ends.ts'
import { getPodForEnds, inTurn } from './turns.ts'

/**
 * Carries out the ends of assignments that have come, one after the other, until none is due or the process stops. Safe in every process
 * at once; one that is killed leaves its end to the next try.
 */
export async function expireDue(): Promise<void> {
	let isMore = true
	while (isMore && !isStopping()) isMore = await inTurn(expireNext)
}

async function expireNext(): Promise<boolean> {
	const end = await claimDueEnd()
	if (!end) return false
	try {
		await carryOut(end)
		log().info({ kind: 'background', scheduleId: end.id, forRequest: end.requestId }, 'an end was taken up')
	} catch (error) {
		await noteFailure(end, error)
	}
	return true
}

async function noteFailure(end: ScheduleRow, error: unknown): Promise<void> {
	// The end was moved or taken away meanwhile: the next look finds what there is to do.
	if (error instanceof AppError && error.code === 'four_eyes') return
	if (error instanceof AppError && error.code === 'conflict') {
		return postpone(end, { kind: 'wait', problem: error.message })
	}
	log().error({ kind: 'background', scheduleId: end.id, err: error }, 'an end could not be carried out')
	const problem = 'Something went wrong in the console. Whoever operates it finds the cause in its log.'
	await postpone(end, { kind: 'unread', problem })
}

async function carryOut(end: ScheduleRow): Promise<void> {
	const prepared = await prepareEnd(end)
	if (!prepared) return
	await sendChange(prepared)
	const change = await findChange(prepared.id)
	if (!change || change.state === 'applied') return
	if (isOpen(change.state)) {
		await postpone(end, { kind: 'wait', problem: 'The pod is being asked what became of the change.' })
		return
	}
	await postpone(end, { kind: 'not_applied', problem: wordsOf(change) })
}

// Written by `settleChange` alone, from this very type.
function wordsOf(change: ChangeRow): string {
	const problem = change.problem as Problem | null
	if (!problem) return 'The change was not applied.'
	const { message, podMessage } = problem
	return podMessage ? `${message} The pod said: “${podMessage}”` : message
}

/**
 * Everything that comes before the pod is asked to change something.
 * @returns `null` where there is nothing to send: the pod shows that it is done, that it must not be done without
 * an officer, or nothing at all
 * @throws AppError `conflict` where another change of the pair is not finished, `four_eyes` where the end has moved
 */
export async function prepareEnd(end: ScheduleRow): Promise<ChangeRow | null> {
	const { groupId, userId } = end
	const lookedAt = await requireNoOpenChange(groupId, userId)
	const reading = await readPairToJudge(groupId, userId, getPodForEnds())
	switch (reading.state) {
		case 'not_assigned':
			await endAsSeen(end)
			return null
		case 'unreadable': {
			const problem = reading.stateProblem ?? 'The pod could not be read.'
			await postpone(end, { kind: 'unread', problem })
			return null
		}
		case 'assigned':
			return (await stopWhereMoved(end, reading)) ? null : intend(end, reading, lookedAt)
	}
}

async function stopWhereMoved(end: ScheduleRow, reading: JudgedPair): Promise<boolean> {
	const problem = findMoveElsewhere(end, reading)
	if (problem) await stopForOfficer(end, problem, await leavesNoAssignee(end, reading))
	return problem !== null
}

async function intend(end: ScheduleRow, reading: JudgedPair, lookedAt: Date): Promise<ChangeRow> {
	const { groupId, userId, requestId } = end
	const intent = {
		operationId: randomUUID(),
		groupId,
		userId,
		active: false,
		reason: `Its end, ${utcMinute(end.endsAt)}, had come.`,
		ticket: null,
		groupName: reading.group?.name ?? end.groupName,
		userName: reading.user?.name ?? end.userName,
		stateBefore: reading.state,
		warnings: judgeChange(null, reading, false).warnings,
		undoes: null,
		requestId,
		scheduleId: end.id,
		breakGlass: false,
	}
	const leavesNone = await leavesNoAssignee(end, reading)
	const decide = (tx: Transaction, changeId: string) => noteTry(tx, end, changeId, leavesNone)
	const change = await recordIntent(null, intent, { lookedAt, seen: reading, decide })
	if (change) return change
	await requireNoOpenChange(groupId, userId)
	throw new AppError('conflict', 'Another change of this assignment has just finished.')
}

/** The try is counted with its intent, and officers hear at the same time that nobody is left. */
async function noteTry(tx: Transaction, end: ScheduleRow, changeId: string, leavesNone: boolean | null) {
	await tx
		.update(schedules)
		.set({ changeId, attempts: sql`${schedules.attempts} + 1`, leavesNoAssignee: leavesNone })
		.where(eq(schedules.id, end.id))
	if (leavesNone) {
		const { id, requestId } = end
		await notify(tx, 'deciders', {
			kind: 'ending_soon',
			topic: `schedule ${id} 0`,
			requestId,
			scheduleId: id,
			changeId,
		})
	}
	return []
}
