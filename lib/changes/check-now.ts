import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { afterTheIntent } from '#lib/database-failures.ts'
import { parseInput } from '#lib/parse-input.ts'
import { readChange } from './list.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { resolveChange } from './resolve.ts'
import { type ChangeView, changeIdSchema } from './schemas.ts'

/**
 * Reads an unknown change back from the pod at once; a change that is known stays as it is. `input` is a
 * `changeIdSchema`.
 * @throws AppError `forbidden`, `invalid_input`, `not_found`, `database_unavailable`
 */
export async function checkNow(actor: Actor, input: unknown): Promise<ChangeView> {
	const { changeId } = await recordingRefusals(actor, input, async () => {
		requirePermission(actor, 'change_assignments')
		return parseInput(changeIdSchema, input)
	})
	return afterTheIntent(async () => {
		await resolveChange(changeId)
		return readChange(actor, { changeId })
	})
}
