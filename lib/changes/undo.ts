import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { applyPrepared, prepareChange } from './prepare.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { type AppliedChange, type ChangeForm, undoFormSchema } from './schemas.ts'
import { type ChangeRow, findChange } from './store.ts'

/**
 * Takes back the newest applied change of its pair: the opposite change, with its own reason, by the same path and
 * under the same guard-rails; refused where the pair has moved on since. The same operation sent twice is one
 * change. `input` is an `undoFormSchema`.
 * @returns the change that takes the other back, as it stands when the pod has answered, or a little later
 * @throws AppError `forbidden`, `invalid_input`, `not_found`, `guard_rail`, `warnings_changed`, `conflict`,
 * `database_unavailable`: nothing was sent
 */
export async function undoChange(actor: Actor, input: unknown): Promise<AppliedChange> {
	const wanted = await recordingRefusals(actor, input, () => readUndo(actor, input), 'undo')
	// From here on a refusal is recorded with the pair that it is about.
	const attempt = { ...wanted.form, changeId: wanted.undone.id }
	const prepared = await recordingRefusals(
		actor,
		attempt,
		(tellNames) => prepareChange(actor, wanted, tellNames),
		'undo',
	)
	return applyPrepared(actor, prepared)
}

async function readUndo(actor: Actor, input: unknown): Promise<{ form: ChangeForm; undone: ChangeRow }> {
	requirePermission(actor, 'change_assignments')
	const { changeId, ...form } = parseInput(undoFormSchema, input)
	const undone = await findChange(changeId)
	if (!undone) throw new AppError('not_found', 'There is no such change.')
	const { groupId, userId, active } = undone
	return { form: { ...form, groupId, userId, active: !active }, undone }
}
