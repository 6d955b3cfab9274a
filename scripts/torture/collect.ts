import { asc, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '#lib/db/client.ts'
import { entries, nodes } from '#lib/db/record-schema.ts'
import { changes } from '#lib/db/schema.ts'
import { pairStateValues } from '#lib/db/values.ts'
import { readPair } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import type { Evidence, Pair, RecordedEntry } from './evidence.ts'

const bodySchema = z.object({
	body: z.object({
		active: z.boolean().nullable().default(null),
		stateBefore: z.enum(pairStateValues).nullable().default(null),
	}),
})
const detailsSchema = z.object({ traceIds: z.array(z.string()).optional() })

/** Whether the pod shows the user assigned. @throws Error where it does not show it */
export async function isAssigned({ groupId, userId }: Pair): Promise<boolean> {
	const reading = await readPair(getPod(), groupId, userId)
	if (reading.state === 'unreadable') throw new Error(`the pod could not be read: ${reading.problem}`)
	return reading.state === 'assigned'
}

async function readRecord(db: Database): Promise<RecordedEntry[]> {
	const rows = await db
		.select({
			seq: entries.seq,
			text: entries.text,
			details: entries.details,
			committedAtMs:
				sql<number>`extract(epoch from pg_xact_commit_timestamp(${entries.txid}::xid)) * 1000`.mapWith(
					Number,
				),
			action: entries.action,
			changeId: entries.changeId,
			groupId: entries.groupId,
			userId: entries.userId,
			state: entries.state,
		})
		.from(entries)
		.orderBy(asc(entries.seq))
	return rows.map(({ details, ...row }) => ({
		...row,
		...bodySchema.parse(JSON.parse(row.text)).body,
		traceIds: detailsSchema.parse(JSON.parse(details ?? '{}')).traceIds ?? [],
	}))
}

/** What the database holds in the end. */
export async function readDatabase(db: Database): Promise<Pick<Evidence, 'entries' | 'nodes' | 'changes'>> {
	const { id, operationId, groupId, userId, active, state } = changes
	return {
		entries: await readRecord(db),
		nodes: await db.select().from(nodes).orderBy(asc(nodes.level), asc(nodes.idx)),
		changes: await db.select({ id, operationId, groupId, userId, active, state }).from(changes),
	}
}
