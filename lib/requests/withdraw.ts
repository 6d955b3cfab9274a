import 'server-only'
import { inArray, sql } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { requests } from '#lib/db/schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { performOnRequest } from './perform-on-request.ts'
import { requireAsker, requireRequest } from './relation.ts'
import { type RequestView, requestIdSchema } from './schemas.ts'
import { refuseStale } from './stale.ts'
import { moveRequest } from './store.ts'
import { requestStatesBefore } from './transitions.ts'

/**
 * Takes one’s own request back until it is decided. `input` is a `requestIdSchema`.
 * @throws AppError `forbidden`, `invalid_input`, `not_found`, `conflict`
 */
export async function withdrawRequest(actor: Actor, input: unknown): Promise<RequestView> {
	return performOnRequest(actor, input, async (tellPair) => {
		requirePermission(actor, 'file_requests')
		const { requestId } = parseInput(requestIdSchema, input)
		requireAsker(actor, await requireRequest(actor, requestId, tellPair))
		const states = requestStatesBefore('withdraw', 'withdrawn')
		const withdrawn = await moveRequest(actor, {
			requestId,
			where: inArray(requests.state, states),
			set: { state: 'withdrawn', closedBy: actor.id, closedAt: sql`now()` },
			entry: () => ({ action: 'request.withdrawn', requestState: 'withdrawn', details: {} }),
		})
		return withdrawn ? requestId : refuseStale(actor, requestId, { states })
	})
}
