import 'server-only'
import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Role } from '#lib/auth/permissions.ts'
import { getDatabase } from '#lib/db/client.ts'
import { requests, users } from '#lib/db/schema.ts'
import type { Person, RequestLine } from './schemas.ts'
import type { RequestRow } from './store.ts'

const askers = alias(users, 'askers')
const claimers = alias(users, 'claimers')
const closers = alias(users, 'closers')

/** How many approvals of a request’s present version there are. */
const approvalCount: SQL<number> = sql`
	(select count(*)::int from public.approvals given
		where given.request_id = requests.id and given.version = requests.version)`.mapWith(Number)

interface ListedRequest {
	request: RequestRow
	asker: Person & { role: Role }
	claimer: Person | null
	closer: Person | null
	approvals: number
}

/** Requests with what they are shown with; a query to be narrowed. */
export function selectRequests() {
	return getDatabase()
		.select({
			request: getTableColumns(requests),
			asker: { id: askers.id, name: askers.name, role: askers.role },
			claimer: { id: claimers.id, name: claimers.name },
			closer: { id: closers.id, name: closers.name },
			approvals: approvalCount,
		})
		.from(requests)
		.innerJoin(askers, eq(askers.id, requests.askerId))
		.leftJoin(claimers, eq(claimers.id, requests.claimedBy))
		.leftJoin(closers, eq(closers.id, requests.closedBy))
		.$dynamic()
}

/** A request as the queue shows it; whether the viewer may see it, the caller knows. */
export function lineOf({ request, asker, claimer, approvals }: ListedRequest): RequestLine {
	const { id, kind, groupId, groupName, userId, userName, reason, ticket, state } = request
	return {
		id,
		kind,
		groupId,
		groupName,
		userId,
		userName,
		endsAt: request.endsAt?.toISOString() ?? null,
		reason,
		ticket,
		asker,
		state,
		claimedBy: claimer,
		createdAt: request.createdAt.toISOString(),
		dueAt: request.dueAt.toISOString(),
		closedAt: request.closedAt?.toISOString() ?? null,
		approvals,
	}
}
