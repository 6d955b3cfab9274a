import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { type PairNames, recordingRefusals } from '#lib/changes/refused-attempts.ts'
import { letScheduleEnd } from '#lib/changes/schedule-store.ts'
import { afterTheRecord } from '#lib/database-failures.ts'
import { getDatabase } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type ScheduleView, scheduleIdSchema } from './schemas.ts'
import { type ListedSchedule, readSchedule, requireVisible } from './view.ts'

/**
 * Says that an assignment may end as planned, after which nobody is reminded of it: whoever asked for it, or an
 * officer. `input` is a `scheduleIdSchema`.
 * @throws AppError `forbidden`, `invalid_input`, `not_found`; `conflict` where it was said already, or the end has come
 */
export async function letEnd(actor: Actor, input: unknown): Promise<ScheduleView> {
	const scheduleId = await recordingRefusals(
		actor,
		input,
		(tellNames) => noteLetEnd(actor, input, tellNames),
		'requests_page',
	)
	return afterTheRecord(() => readSchedule(actor, scheduleId))
}

async function noteLetEnd(actor: Actor, input: unknown, tellNames: (names: PairNames) => void) {
	requirePermission(actor, 'file_requests')
	const { scheduleId } = parseInput(scheduleIdSchema, input)
	const listed = await requireVisible(actor, scheduleId, tellNames)
	requireAhead(listed)
	const by = { userId: actor.id, actor: who(actor), details: { by: byOf(actor) } }
	await getDatabase().transaction(async (tx) => {
		const entry = await letScheduleEnd(tx, listed.schedule, by)
		if (!entry) throw new AppError('conflict', 'This end has moved on since. Nothing was changed.')
		await appendEntries(tx, [entry])
	})
	return scheduleId
}

function requireAhead({ schedule: { state, endsAt }, letEndBy }: ListedSchedule): void {
	if (letEndBy !== null) {
		throw new AppError('conflict', `${letEndBy} has said already that this may end as planned.`)
	}
	if (state !== 'set' || endsAt.getTime() <= Date.now()) {
		throw new AppError('conflict', 'This end has come or was taken away. Nothing was changed.')
	}
}
