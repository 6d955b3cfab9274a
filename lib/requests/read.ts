import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { RequestView } from './schemas.ts'

/** One request. `input` is a `requestIdSchema`. */
export async function readRequest(_actor: Actor, _input: unknown): Promise<RequestView> {
	throw new AppError('internal', 'Not there yet.')
}
