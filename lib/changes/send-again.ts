import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { afterTheIntent } from '#lib/database-failures.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { withinAnswerTime } from './answer-time.ts'
import { reopenForSending } from './intent.ts'
import { readChange } from './list.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { type ChangeView, changeIdSchema } from './schemas.ts'
import { sendChange } from './send.ts'
import { requireUnknownChange } from './unknown-change.ts'

/**
 * Sends an unknown change again, as the same change and operation, where the pod lets nobody read what became
 * of it. What the guard-rails refuse of a new change, they refuse here. `input` is a `changeIdSchema`.
 * @throws AppError as `requireUnknownChange`; `four_eyes`; `conflict` where another person or the pod was first
 */
export async function sendAgain(actor: Actor, input: unknown): Promise<ChangeView> {
	const reopened = await recordingRefusals(actor, input, async () => {
		requirePermission(actor, 'change_assignments')
		const { changeId } = parseInput(changeIdSchema, input)
		const { change, reading } = await requireUnknownChange(actor, changeId)
		const row = await reopenForSending(actor, change, reading)
		if (!row) throw new AppError('conflict', 'This change has moved on since. Nothing was sent by you.')
		return row
	})
	await withinAnswerTime(sendChange(reopened))
	return afterTheIntent(() => readChange(actor, { changeId: reopened.id }))
}
