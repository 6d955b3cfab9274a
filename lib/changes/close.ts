import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { readChange } from './list.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { type ChangeView, closeFormSchema } from './schemas.ts'
import { closeChange } from './store.ts'
import { requireUnknownChange } from './unknown-change.ts'

/**
 * Closes an unknown change that the pod lets nobody read, with what the person saw elsewhere as the reason, so
 * that its pair does not stay locked for ever. `input` is a `closeFormSchema`.
 * @throws AppError as `requireUnknownChange`; `conflict` where another person or the pod was first
 */
export async function closeUnknownChange(actor: Actor, input: unknown): Promise<ChangeView> {
	return recordingRefusals(actor, input, async () => {
		requirePermission(actor, 'change_assignments')
		const { changeId, reason } = parseInput(closeFormSchema, input)
		const { change } = await requireUnknownChange(actor, changeId)
		if (!(await closeChange(actor, change, reason))) {
			throw new AppError('conflict', 'This change has moved on since, so it was not closed.')
		}
		return readChange(actor, { changeId })
	})
}
