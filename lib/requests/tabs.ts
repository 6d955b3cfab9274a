import 'server-only'
import { and, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { requests } from '#lib/db/schema.ts'
import { decidableStates } from './offers.ts'
import { openRequestStates, type RequestTab } from './rules.ts'

/** The parts of the queue that hold requests; ends and reviews have lists of their own. */
export type RequestPart = Exclude<RequestTab, 'ending' | 'review'>

/** Not ended: said in the very words of the indexes, so that they serve. */
export const isOpen: SQL = sql.raw(
	`"requests"."state" in (${openRequestStates.map((state) => `'${state}'`).join(', ')})`,
)

/** Which requests a part of the queue holds, for a viewer. */
export function belongsTo(part: RequestPart, viewer: Actor): SQL | undefined {
	switch (part) {
		case 'unclaimed':
			return and(isOpen, inArray(requests.state, ['open', 'failed']), isNull(requests.claimedBy))
		case 'mine':
			return and(isOpen, isMine(viewer))
		case 'second':
			return and(isOpen, eq(requests.state, 'half_approved'))
		case 'overdue':
			return and(isOpen, inArray(requests.state, [...decidableStates]), sql`${requests.dueAt} < now()`)
		case 'others':
			return and(isOpen, isNotNull(requests.claimedBy), ne(requests.claimedBy, viewer.id))
		case 'done':
			return isNotNull(requests.closedAt)
	}
}

/** What one has claimed, as whoever approved it has; for those who only ask, what they ask. */
function isMine(viewer: Actor): SQL {
	return eq(can(viewer.role, 'decide_requests') ? requests.claimedBy : requests.askerId, viewer.id)
}
