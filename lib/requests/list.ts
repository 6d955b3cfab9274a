import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { RequestPage } from './schemas.ts'

/** A page of the queue. `input` is a `requestQuerySchema`. */
export async function listRequests(_actor: Actor, _input: unknown): Promise<RequestPage> {
	throw new AppError('internal', 'Not there yet.')
}
