import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { RequestView } from './schemas.ts'

/** Gives a claimed request back. `input` is a `requestIdSchema`. */
export async function releaseRequest(_actor: Actor, _input: unknown): Promise<RequestView> {
	throw new AppError('internal', 'Not there yet.')
}
