import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { RequestView } from './schemas.ts'

/** Adds a comment. `input` is a `commentFormSchema`. */
export async function commentRequest(_actor: Actor, _input: unknown): Promise<RequestView> {
	throw new AppError('internal', 'Not there yet.')
}
