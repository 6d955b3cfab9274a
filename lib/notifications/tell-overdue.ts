import 'server-only'
import { asc, inArray, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { isOpenRequest, requests } from '#lib/db/schema.ts'
import { notify } from './notify.ts'

/** Told in one turn, so that no turn holds its rows for long. */
const mostAtOnce = 200

/**
 * Tells, once, of requests that are past their due time and still wait for an officer: whoever has one, or all who may
 * decide it. Safe in every process at once.
 * @returns how many there were
 */
export async function tellOverdue(): Promise<number> {
	const db = getDatabase()
	const due = db
		.select({ id: requests.id })
		.from(requests)
		.where(
			sql`${isOpenRequest} and state <> 'sending' and overdue_told_at is null and ${requests.dueAt} <= now()`,
		)
		.orderBy(asc(requests.dueAt))
		.limit(mostAtOnce)
		.for('update', { skipLocked: true })
	return db.transaction(async (tx) => {
		const rows = await tx
			.update(requests)
			.set({ overdueToldAt: sql`now()` })
			.where(inArray(requests.id, due))
			.returning({ id: requests.id, askerId: requests.askerId, claimedBy: requests.claimedBy })
		for (const { id, askerId, claimedBy } of rows) {
			const notice = { kind: 'overdue', topic: `request ${id}`, requestId: id } as const
			await notify(tx, claimedBy ? [claimedBy] : 'deciders', notice, [askerId])
		}
		return rows.length
	})
}
