import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { refuseConcerned } from '#lib/changes/four-eyes.ts'
import { requireRecentDecider } from '#lib/changes/recent-decision.ts'
import { type PairNames, recordingRefusals } from '#lib/changes/refused-attempts.ts'
import { closeSchedule, findLiveSchedule, type ScheduleRow } from '#lib/changes/schedule-store.ts'
import { readPairToJudge } from '#lib/changes/view-pair.ts'
import { afterTheRecord } from '#lib/database-failures.ts'
import { getDatabase } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import { parseInput } from '#lib/parse-input.ts'
import { dropFormSchema, type ScheduleView } from './schemas.ts'
import { type ListedSchedule, readSchedule, requireVisible } from './view.ts'

/**
 * Takes away an end that stopped, so that the assignment stands as it was made elsewhere: an officer who did not ask
 * for it, and whom it does not concern. `input` is a `dropFormSchema`.
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`, `not_found`, `four_eyes`; `conflict` where it has not stopped
 */
export async function dropSchedule(actor: Actor, input: unknown): Promise<ScheduleView> {
	const scheduleId = await recordingRefusals(
		actor,
		input,
		(tellNames) => drop(actor, input, tellNames),
		'requests_page',
	)
	return afterTheRecord(() => readSchedule(actor, scheduleId))
}

async function drop(actor: Actor, input: unknown, tellNames: (names: PairNames) => void): Promise<string> {
	requirePermission(actor, 'decide_requests')
	requireRecentDecider(actor)
	const { scheduleId, reason } = parseInput(dropFormSchema, input)
	const listed = await requireVisible(actor, scheduleId, tellNames)
	requireDroppable(actor, listed)
	const { groupId, userId } = listed.schedule
	refuseConcerned([actor], await readPairToJudge(groupId, userId))
	await close(actor, listed.schedule, reason)
	return scheduleId
}

const notStopped = 'This end has not stopped, so there is nothing to take away. Ask for another end instead.'

function requireDroppable(actor: Actor, { schedule, askerId }: ListedSchedule): void {
	if (askerId === actor.id) {
		throw new AppError('four_eyes', 'You asked for this end yourself. Another officer takes it away.')
	}
	if (schedule.state !== 'stopped') throw new AppError('conflict', notStopped)
}

async function close(actor: Actor, { id, groupId, userId }: ScheduleRow, reason: string): Promise<void> {
	await getDatabase().transaction(async (tx) => {
		const live = await findLiveSchedule(tx, { groupId, userId })
		if (live?.id !== id || live.state !== 'stopped') throw new AppError('conflict', notStopped)
		const why = { how: 'Taken away by an officer.', details: { by: byOf(actor), reason } }
		await appendEntries(tx, [await closeSchedule(tx, live, 'dropped', why, who(actor))])
	})
}
