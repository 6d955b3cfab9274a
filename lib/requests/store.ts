import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, eq, type SQL } from 'drizzle-orm'
import type { PgInsertValue, PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { requestComments } from '#lib/db/request-schema.ts'
import { requests } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import { notify, settleNotices } from '#lib/notifications/notify.ts'

/**
 * Every move of a request by a person, but for approving. Each is a conditional update in one transaction with its
 * entry in the record and whoever is told; zero rows means that somebody else was first.
 */

export type RequestRow = typeof requests.$inferSelect

export async function findRequest(id: number): Promise<RequestRow | null> {
	const [row] = await getDatabase().select().from(requests).where(eq(requests.id, id))
	return row ?? null
}

export async function findRequestByOperation(operationId: string): Promise<RequestRow | null> {
	const [row] = await getDatabase().select().from(requests).where(eq(requests.operationId, operationId))
	return row ?? null
}

/** An entry about a request: what each of them says, with what this one says besides. */
export function requestEntry(actor: Actor, row: RequestRow, entry: Omit<Entry, 'actor'>): Entry {
	const { id: requestId, groupId, userId, groupName, userName } = row
	return {
		operationId: randomUUID(),
		requestId,
		groupId,
		userId,
		source: 'requests_page',
		...entry,
		actor: who(actor),
		details: { by: byOf(actor), groupName, userName, ...entry.details },
	}
}

/**
 * Puts what somebody asks for into the queue.
 * @returns `null` where this form was filed before, or a request of the same pair and kind is open
 */
export async function insertRequest(
	actor: Actor,
	values: PgInsertValue<typeof requests>,
): Promise<RequestRow | null> {
	return getDatabase().transaction(async (tx) => {
		const [row] = await tx.insert(requests).values(values).onConflictDoNothing().returning()
		if (!row) return null
		const { id: requestId, operationId, kind, reason, ticket, endsAt, stateBefore, state } = row
		await notify(tx, 'deciders', { kind: 'filed', topic: `request ${requestId}`, requestId }, [actor.id])
		await appendEntries(tx, [
			requestEntry(actor, row, {
				action: 'request.filed',
				operationId,
				requestState: state,
				requestKind: kind,
				stateBefore,
				...(endsAt ? { endsAt: endsAt.toISOString() } : {}),
				details: { reason, ticket, warnings: row.warnings },
			}),
		])
		return row
	})
}

export interface Move {
	requestId: number
	/** What must still hold of the row. */
	where: SQL | undefined
	set: PgUpdateSetSource<typeof requests>
	/** What is recorded of it, from the row as it is afterwards. */
	entry: (moved: RequestRow) => Omit<Entry, 'actor'>
	/** Tells whom it concerns. */
	tell?: (tx: Transaction, moved: RequestRow) => Promise<void>
}

/** @returns `null` where the row is not as it must be any more: nothing was changed */
export async function moveRequest(
	actor: Actor,
	{ requestId, where, set, entry, tell }: Move,
): Promise<RequestRow | null> {
	return getDatabase().transaction(async (tx) => {
		const [row] = await tx
			.update(requests)
			.set(set)
			.where(and(eq(requests.id, requestId), where))
			.returning()
		if (!row) return null
		if (row.state !== 'open' || row.claimedBy !== null) await settleNotices(tx, row.id)
		await tell?.(tx, row)
		await appendEntries(tx, [requestEntry(actor, row, entry(row))])
		return row
	})
}

export interface NewComment {
	id: string
	text: string
	/** Whom it concerns besides its author, by the ids of their rows. */
	readers: string[]
}

/** @returns `false` where a comment of this id is there already */
export async function insertComment(
	actor: Actor,
	row: RequestRow,
	{ id, text, readers }: NewComment,
): Promise<boolean> {
	return getDatabase().transaction(async (tx) => {
		const [comment] = await tx
			.insert(requestComments)
			.values({ id, requestId: row.id, authorId: actor.id, text })
			.onConflictDoNothing()
			.returning({ id: requestComments.id })
		if (!comment) return false
		const topic = `request ${row.id}, comment ${id}`
		await notify(tx, readers, { kind: 'commented', topic, requestId: row.id }, [actor.id])
		await appendEntries(tx, [requestEntry(actor, row, { action: 'request.commented', details: { text } })])
		return true
	})
}
