import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { ChangeView } from './schemas.ts'

/** Signs a change under break-glass off. `input` is a `reviewFormSchema`. */
export async function reviewChange(_actor: Actor, _input: unknown): Promise<ChangeView> {
	throw new AppError('internal', 'Not there yet.')
}

/** The changes under break-glass that wait to be signed off, the oldest first. */
export async function listToReview(_actor: Actor): Promise<ChangeView[]> {
	throw new AppError('internal', 'Not there yet.')
}
