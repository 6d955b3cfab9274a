import 'server-only'
import { and, asc, eq, ne } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { approvals, requestComments } from '#lib/db/request-schema.ts'
import { users } from '#lib/db/schema.ts'
import type { EntryAction } from '#lib/ledger/schemas.ts'
import type { RequestView } from './schemas.ts'
import type { RequestRow } from './store.ts'

/** What people said and did of a request, oldest first. */

/** The approvals of the version that stands. */
export async function readApprovals({ id, version }: RequestRow): Promise<RequestView['approvedBy']> {
	const rows = await getDatabase()
		.select({ id: users.id, name: users.name, at: approvals.approvedAt, note: approvals.note })
		.from(approvals)
		.innerJoin(users, eq(users.id, approvals.approverId))
		.where(and(eq(approvals.requestId, id), eq(approvals.version, version)))
		.orderBy(asc(approvals.approvedAt))
	return rows.map(({ at, ...approval }) => ({ ...approval, at: at.toISOString() }))
}

export async function readComments({ id }: Pick<RequestRow, 'id'>): Promise<RequestView['comments']> {
	const rows = await getDatabase()
		.select({
			id: requestComments.id,
			by: { id: users.id, name: users.name },
			at: requestComments.createdAt,
			text: requestComments.text,
		})
		.from(requestComments)
		.innerJoin(users, eq(users.id, requestComments.authorId))
		.where(eq(requestComments.requestId, id))
		.orderBy(asc(requestComments.createdAt), asc(requestComments.id))
	return rows.map(({ at, ...comment }) => ({ ...comment, at: at.toISOString() }))
}

/** What happened to it: what was tried and refused stands in the record alone. */
export async function readHistory({ id }: Pick<RequestRow, 'id'>): Promise<RequestView['history']> {
	const rows = await getDatabase()
		.select({ sequence: entries.seq, at: entries.time, action: entries.action, by: users.name })
		.from(entries)
		.leftJoin(users, and(eq(users.subject, entries.actorSubject), eq(users.issuer, entries.actorIssuer)))
		.where(and(eq(entries.requestId, id), ne(entries.action, 'attempt.refused')))
		.orderBy(asc(entries.seq))
	return rows.map(({ sequence, at, action, by }) => ({
		sequence,
		at: at.toISOString(),
		// Every entry was appended with one of these.
		action: action as EntryAction,
		by,
	}))
}
