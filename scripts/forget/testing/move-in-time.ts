import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#lib/db/client.ts'
import { entries, nodes } from '#lib/db/record-schema.ts'
import { appendLeaf, leafHash, type TreeEdge } from '#lib/ledger/tree.ts'

/** Makes the entries that fit as old as a moment (ISO 8601, with milliseconds); their tree is then to be made anew. */
export async function dateEntries(ownerDb: Database, time: string, where: SQL): Promise<void> {
	const text = sql`regexp_replace(text, '"time":"[^"]+"}$', ${`"time":"${time}"}`})`
	await ownerDb.update(entries).set({ text }).where(where)
}

/** The tree over the entries as they are now. */
export async function makeTreeAnew(ownerDb: Database): Promise<void> {
	const rows = await ownerDb.select({ text: entries.text }).from(entries).orderBy(entries.seq)
	const edge: TreeEdge = { size: 0, lefts: [] }
	await ownerDb.delete(nodes)
	await ownerDb.insert(nodes).values(rows.flatMap(({ text }) => appendLeaf(edge, leafHash(text))))
}
