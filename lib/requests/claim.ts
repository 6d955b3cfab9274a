import 'server-only'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { requests } from '#lib/db/schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { decidableStates, isDecidable } from './offers.ts'
import { performOnRequest } from './perform-on-request.ts'
import { requireNotAsker, requireRequest } from './relation.ts'
import { claimFormSchema, type RequestView } from './schemas.ts'
import { refuseStale } from './stale.ts'
import { moveRequest, type RequestRow } from './store.ts'

/**
 * Takes a request to decide it; once it is one’s own, again changes nothing. `input` is a `claimFormSchema`.
 * @throws AppError `forbidden`, `invalid_input`, `not_found`, `four_eyes`; `conflict` where it is decided, or another
 * has it and it is not to be taken over
 */
export async function claimRequest(actor: Actor, input: unknown): Promise<RequestView> {
	return performOnRequest(actor, input, async (tellPair) => {
		requirePermission(actor, 'decide_requests')
		const form = parseInput(claimFormSchema, input)
		const row = await requireRequest(actor, form.requestId, tellPair)
		requireNotAsker(actor, row)
		if (!isHeldBy(actor, row) && !(await recordClaim(actor, row, form.takeOver))) {
			return refuseStale(actor, row.id, { states: decidableStates })
		}
		return row.id
	})
}

const isHeldBy = (actor: Actor, { claimedBy, state }: RequestRow) =>
	claimedBy === actor.id && isDecidable(state)

/** @returns `null` where it cannot be claimed, or somebody claimed it since it was read */
async function recordClaim(actor: Actor, row: RequestRow, takeOver: boolean): Promise<RequestRow | null> {
	const { id: requestId, claimedBy } = row
	if (claimedBy !== null && !takeOver) return null
	return moveRequest(actor, {
		requestId,
		where: and(
			inArray(requests.state, [...decidableStates]),
			claimedBy === null ? isNull(requests.claimedBy) : eq(requests.claimedBy, claimedBy),
		),
		set: { claimedBy: actor.id, claimedAt: sql`now()` },
		entry: () => ({ action: 'request.claimed', details: { tookOver: claimedBy !== null } }),
	})
}
