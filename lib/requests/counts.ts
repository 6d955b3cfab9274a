import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { RequestCounts } from './schemas.ts'

/** How much there is in each part of the queue. */
export async function countRequests(_actor: Actor): Promise<RequestCounts> {
	throw new AppError('internal', 'Not there yet.')
}
