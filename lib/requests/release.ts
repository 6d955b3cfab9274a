import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { requests } from '#lib/db/schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { decidableStates } from './offers.ts'
import { performOnRequest } from './perform-on-request.ts'
import { requireRequest } from './relation.ts'
import { type RequestView, requestIdSchema } from './schemas.ts'
import { refuseStale } from './stale.ts'
import { moveRequest } from './store.ts'

/**
 * Gives a request back that one has claimed. `input` is a `requestIdSchema`.
 * @throws AppError `forbidden`, `invalid_input`, `not_found`; `conflict` where one does not have it, or it is decided
 */
export async function releaseRequest(actor: Actor, input: unknown): Promise<RequestView> {
	return performOnRequest(actor, input, async (tellPair) => {
		requirePermission(actor, 'decide_requests')
		const { requestId } = parseInput(requestIdSchema, input)
		await requireRequest(actor, requestId, tellPair)
		const released = await moveRequest(actor, {
			requestId,
			where: and(eq(requests.claimedBy, actor.id), inArray(requests.state, [...decidableStates])),
			set: { claimedBy: null, claimedAt: null },
			entry: () => ({ action: 'request.released', details: {} }),
		})
		return released ? requestId : refuseStale(actor, requestId, { states: decidableStates })
	})
}
