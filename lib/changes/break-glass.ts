import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { AppliedChange } from './schemas.ts'

/** Applies a change at once, without another officer. `input` is a `breakGlassFormSchema`. */
export async function breakGlass(_actor: Actor, _input: unknown): Promise<AppliedChange> {
	throw new AppError('internal', 'Not there yet.')
}
