import 'server-only'
import { eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Actor } from '#lib/auth/session-store.ts'
import { inUtc } from '#lib/changes/utc-words.ts'
import { getDatabase } from '#lib/db/client.ts'
import { requests, users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'

/** Whether a request can still be decided by somebody, as they read it; and if not, what happened since. */

export type RequestRow = typeof requests.$inferSelect

const claimers = alias(users, 'claimers')
const closers = alias(users, 'closers')

/** @throws AppError `not_found` */
export async function findRequest(requestId: number): Promise<RequestRow> {
	const [row] = await getDatabase().select().from(requests).where(eq(requests.id, requestId))
	if (!row) throw new AppError('not_found', 'There is no such request.')
	return row
}

/**
 * The request that somebody is about to decide.
 * @param version the one that they read
 * @throws AppError `not_found`; `four_eyes` for whoever asked; `conflict` with what changed since
 */
export async function requireDecidable(
	actor: Actor,
	requestId: number,
	version: number,
): Promise<RequestRow> {
	const [row] = await getDatabase()
		.select({ request: requests, claimer: claimers.name, closer: closers.name })
		.from(requests)
		.leftJoin(claimers, eq(claimers.id, requests.claimedBy))
		.leftJoin(closers, eq(closers.id, requests.closedBy))
		.where(eq(requests.id, requestId))
	if (!row) throw new AppError('not_found', 'There is no such request.')
	const { request } = row
	if (request.askerId === actor.id) {
		throw new AppError('four_eyes', 'You asked for this yourself. Another officer decides it.')
	}
	const moved = whatMoved(request, row.closer ?? 'Somebody')
	if (moved) throw new AppError('conflict', `${moved} Nothing was done by you.`)
	if (request.version !== version) {
		const when = request.editedAt ? ` at ${inUtc(request.editedAt)}` : ''
		throw new AppError(
			'conflict',
			`The request was edited${when}, after you read it. Nothing was done; read it again, then decide.`,
		)
	}
	if (request.claimedBy !== null && request.claimedBy !== actor.id) {
		throw new AppError(
			'conflict',
			`${row.claimer} has claimed this request. Nothing was done; take it over first, or leave it to them.`,
		)
	}
	return request
}

function whatMoved({ state, closedAt }: RequestRow, closer: string): string | null {
	const when = closedAt ? ` at ${inUtc(closedAt)}` : ''
	switch (state) {
		case 'open':
		case 'half_approved':
		case 'failed':
			return null
		case 'sending':
			return `${closer} has approved this request, and the change is being made.`
		case 'applied':
			return `${closer} has approved this request, and it was applied${when}.`
		case 'rejected':
			return `${closer} has rejected this request${when}.`
		case 'withdrawn':
			return `${closer} has withdrawn this request${when}.`
	}
}
