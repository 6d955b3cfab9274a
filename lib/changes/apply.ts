import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { parseInput } from '#lib/parse-input.ts'
import { applyPrepared, prepareChange } from './prepare.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { type AppliedChange, changeFormSchema } from './schemas.ts'

/**
 * Applies one change of an assignment: guard-rails, recorded intent, PUT, recorded outcome. The same operation
 * sent twice is one change. `input` is a `changeFormSchema`.
 * @returns the change as it stands when the pod has answered, or a little later where it has not
 * @throws AppError `forbidden`, `invalid_input`, `guard_rail`, `warnings_changed`, `no_change_needed`, `conflict`,
 * `database_unavailable`: nothing was sent, or, in other words, the outcome cannot be told yet
 */
export async function applyChange(actor: Actor, input: unknown): Promise<AppliedChange> {
	const prepared = await recordingRefusals(actor, input, async (tellNames) => {
		requirePermission(actor, 'change_assignments')
		return prepareChange(actor, { form: parseInput(changeFormSchema, input), undone: null }, tellNames)
	})
	return applyPrepared(actor, prepared)
}
