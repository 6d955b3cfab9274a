import 'server-only'
import { eq, type SQL } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import type { PairNames } from '#lib/changes/refused-attempts.ts'
import { requests } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { findRequest, type RequestRow } from './store.ts'

/** What somebody is to a request: whether they may see it, whether they asked for it. */

const seesAll = ({ role }: Actor) => can(role, 'read_whole_requests')

/** @throws AppError `forbidden` */
export function requireReader(actor: Actor): void {
	requirePermission(actor, seesAll(actor) ? 'read_whole_requests' : 'read_own_requests')
}

/** Narrows requests to those that an actor may see: everyone's, or their own. */
export function visibleTo(actor: Actor): SQL | undefined {
	return seesAll(actor) ? undefined : eq(requests.askerId, actor.id)
}

export function maySee(actor: Actor, { askerId }: Pick<RequestRow, 'askerId'>): boolean {
	return seesAll(actor) || askerId === actor.id
}

/** What is said of a request that is not there, or not the actor's to see: which of both is not told. */
export const noSuchRequest = () =>
	new AppError('not_found', 'There is no such request, or it is not yours to see.')

/**
 * The request that an input names.
 * @param tellPair is told whom it is about, for the record of a refusal
 * @throws AppError `not_found`, also for a request that the actor may not see
 */
export async function requireRequest(
	actor: Actor,
	id: number,
	tellPair: (names: PairNames) => void = () => {},
): Promise<RequestRow> {
	const row = await findRequest(id)
	if (!row || !maySee(actor, row)) throw noSuchRequest()
	const { groupId, userId, groupName, userName } = row
	tellPair({ groupName, userName, pair: { groupId, userId } })
	return row
}

/** @throws AppError `forbidden` */
export function requireAsker(actor: Actor, { askerId }: RequestRow): void {
	if (askerId === actor.id) return
	throw new AppError('forbidden', 'Only whoever asked for it can do this. Nothing was changed.')
}

/** @throws AppError `four_eyes` */
export function requireNotAsker(actor: Actor, { askerId }: RequestRow): void {
	if (askerId !== actor.id) return
	throw new AppError(
		'four_eyes',
		'You asked for this yourself. Another officer must decide it; nothing was changed.',
	)
}
