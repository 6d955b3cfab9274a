import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Database } from '#lib/db/client.ts'
import { requests, schedules } from '#lib/db/schema.ts'
import { appendEntries } from '../append.ts'
import type { Entry, EntryActor } from '../schemas.ts'

/** Requests and ends as the console stores and tells them, without its rules. */

export type StoredRequest = typeof requests.$inferSelect
type StoredSchedule = typeof schedules.$inferSelect

/** Somebody with a row in `users`. */
export type Asker = EntryActor & { id: string }

const who = ({ issuer, subject }: EntryActor) => ({ issuer, subject })
const pairOf = ({ groupId, userId }: { groupId: string; userId: string }) => ({ groupId, userId })

const isFinal = (state: StoredRequest['state']) => ['applied', 'rejected', 'withdrawn'].includes(state)

function theOnly<T>([row]: T[]): T {
	if (row === undefined) throw new Error('the row did not come back')
	return row
}

/** A request that waits for its decision. */
export async function askFor(
	db: Database,
	asker: Asker,
	more: Partial<typeof requests.$inferInsert> = {},
): Promise<StoredRequest> {
	return db.transaction(async (tx) => {
		const values = {
			operationId: randomUUID(),
			kind: 'assign' as const,
			groupId: randomUUID(),
			userId: '1',
			groupName: 'Equities',
			userName: 'Avery Quill',
			endsAt: new Date('2026-12-01T09:00:00Z'),
			reason: 'Covers the desk',
			ticket: 'T-1',
			warnings: [{ code: 'global', message: 'Avery Quill holds Global' }],
			askerId: asker.id,
			stateBefore: 'not_assigned' as const,
			state: 'open' as const,
			dueAt: sql`now()`,
			...more,
		}
		const row = theOnly(await tx.insert(requests).values(values).returning())
		await appendEntries(tx, [
			{
				action: 'request.filed',
				actor: who(asker),
				operationId: row.operationId,
				requestId: row.id,
				requestState: row.state,
				requestKind: row.kind,
				...(row.endsAt ? { endsAt: row.endsAt.toISOString() } : {}),
				...pairOf(row),
				source: 'requests_page',
				details: { by: { name: asker.subject }, reason: row.reason, ticket: row.ticket },
			},
		])
		return row
	})
}

/** Moves a request to a state, and says so. */
export async function moveTo(
	db: Database,
	{ id, ...row }: StoredRequest,
	state: StoredRequest['state'],
	{ action, actor }: { action: Entry['action']; actor: EntryActor | null },
): Promise<void> {
	await db.transaction(async (tx) => {
		await tx
			.update(requests)
			.set({ state, note: 'Seen and agreed', ...(isFinal(state) ? { closedAt: sql`now()` } : {}) })
			.where(eq(requests.id, id))
		await appendEntries(tx, [
			{
				action,
				actor: actor && who(actor),
				requestId: id,
				requestState: state,
				...pairOf(row),
				details: { note: 'Seen and agreed' },
			},
		])
	})
}

/** The end that a request sets. */
export async function setEndOf(db: Database, request: StoredRequest): Promise<StoredSchedule> {
	const endsAt = request.endsAt ?? new Date()
	return db.transaction(async (tx) => {
		const { id: requestId, groupName, userName } = request
		const values = { id: randomUUID(), requestId, ...pairOf(request), groupName, userName, endsAt }
		const row = theOnly(
			await tx
				.insert(schedules)
				.values({ ...values, state: 'set', nextTryAt: endsAt, problem: 'The pod did not answer.' })
				.returning(),
		)
		await appendEntries(tx, [endEntry(row)])
		return row
	})
}

/** Brings an end to a state, and says so. */
export async function moveEndTo(
	db: Database,
	{ id }: StoredSchedule,
	state: StoredSchedule['state'],
): Promise<void> {
	await db.transaction(async (tx) => {
		const moved = tx.update(schedules).set({ state, closedAt: sql`now()` }).where(eq(schedules.id, id))
		await appendEntries(tx, [endEntry(theOnly(await moved.returning()))])
	})
}

/** What is told of an end that has come to its state. */
export function endEntry(row: StoredSchedule): Entry {
	return {
		action: `schedule.${row.state}`,
		actor: null,
		requestId: row.requestId,
		...pairOf(row),
		endsAt: row.endsAt.toISOString(),
		details: { groupName: row.groupName, userName: row.userName, how: 'The end had come.' },
	}
}
