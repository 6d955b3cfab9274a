import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { utcSecond } from '#lib/utc-words.ts'
import { findRequest, type RequestRow } from './store.ts'

/** Says why a request is not as it was on somebody's screen: who did what, and when. */

/** What moves a request, in words between a name and the request. */
const deeds: Record<string, string> = {
	'request.edited': 'edited',
	'request.claimed': 'claimed',
	'request.released': 'released',
	'request.approved': 'approved',
	'request.rejected': 'rejected',
	'request.withdrawn': 'withdrew',
}

async function tellNewest(actor: Actor, requestId: number, among: string[]): Promise<string | null> {
	const [newest] = await getDatabase()
		.select({ action: entries.action, time: entries.time, id: users.id, name: users.name })
		.from(entries)
		.innerJoin(users, and(eq(users.subject, entries.actorSubject), eq(users.issuer, entries.actorIssuer)))
		.where(and(eq(entries.requestId, requestId), inArray(entries.action, among)))
		.orderBy(desc(entries.seq))
		.limit(1)
	if (!newest) return null
	const name = newest.id === actor.id ? 'You' : newest.name
	return `${name} ${deeds[newest.action]} this request at ${utcSecond(newest.time)}.`
}

async function tellClaim(actor: Actor, { claimedBy, claimedAt }: RequestRow): Promise<string | null> {
	if (claimedBy === null || claimedBy === actor.id) return null
	const [claimer] = await getDatabase()
		.select({ name: users.name })
		.from(users)
		.where(eq(users.id, claimedBy))
	return `${claimer?.name} claimed this request${claimedAt ? ` at ${utcSecond(claimedAt)}` : ''}.`
}

/** How somebody saw a request, or what they need of it. */
interface Seen {
	version?: number
	/** The states in which it could have been done. */
	states: readonly RequestRow['state'][]
}

/**
 * Refuses what came too late.
 * @throws AppError `conflict`, always
 */
export async function refuseStale(
	actor: Actor,
	requestId: number,
	{ version, states }: Seen,
): Promise<never> {
	const row = await findRequest(requestId)
	const isOpen = row !== null && states.includes(row.state)
	const isEdited = version !== undefined && row?.version !== version
	const said =
		(isOpen && isEdited ? await tellNewest(actor, requestId, ['request.edited']) : null) ??
		(isOpen ? await tellClaim(actor, row) : null) ??
		(await tellNewest(actor, requestId, Object.keys(deeds))) ??
		'This request is not as it was on your screen.'
	throw new AppError('conflict', `${said} Nothing was changed.`)
}
