import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import { requireRecentSignIn } from '#lib/auth/require-recent-sign-in.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { parseInput } from '#lib/parse-input.ts'
import { ownDecision } from './four-eyes.ts'
import { applyPrepared, prepareChange } from './prepare.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { type AppliedChange, breakGlassFormSchema } from './schemas.ts'

/**
 * Applies a change at once where everyone else needs another officer: by the same path and under the same
 * guard-rails, marked in the record, and waiting for another officer's word afterwards. `input` is a
 * `breakGlassFormSchema`.
 * @throws AppError as `applyChange`; `step_up_needed`; `four_eyes` where nothing has to be broken, or where it cannot be told that
 * the pod user is not the actor
 */
export async function breakGlass(actor: Actor, input: unknown): Promise<AppliedChange> {
	const prepared = await recordingRefusals(
		actor,
		input,
		async (tellNames) => {
			requirePermission(actor, 'break_glass')
			requireRecentSignIn(actor)
			const form = parseInput(breakGlassFormSchema, input)
			const grounds = { ...ownDecision, breakGlass: true }
			return prepareChange(actor, { form, undone: null, grounds }, tellNames)
		},
		'break_glass',
	)
	return applyPrepared(actor, prepared)
}
