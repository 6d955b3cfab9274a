import 'server-only'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import { findRequest, type RequestRow } from './decidable.ts'

/**
 * A request that the actor may see: everyone's, or their own.
 * @throws AppError `not_found`, also for one that is somebody else's
 */
export async function readVisible(actor: Actor, requestId: number): Promise<RequestRow> {
	const request = await findRequest(requestId)
	const mayRead = can(actor.role, 'read_whole_requests') || request.askerId === actor.id
	if (!mayRead) throw new AppError('not_found', 'There is no such request.')
	return request
}
