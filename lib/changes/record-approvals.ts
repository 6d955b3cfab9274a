import 'server-only'
import { desc, eq, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { env } from '#lib/env.ts'
import { appendEntries } from '#lib/ledger/append.ts'

/** Any number that nothing else locks in this database: "appr" in ASCII. */
const approvalsLock = 0x61707072

/**
 * Records how many officers a change needs, where that is another setting than the last one recorded. At every start of
 * a process, and once for those that start at the same time.
 */
export async function recordApprovals(): Promise<void> {
	const { approvals } = env()
	await getDatabase().transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(${approvalsLock})`)
		const [last] = await tx
			.select({ approvals: sql<string>`${entries.text}::jsonb -> 'body' ->> 'approvals'` })
			.from(entries)
			.where(sql`${eq(entries.action, 'setting.approvals')} and ${entries.begins}`)
			.orderBy(desc(entries.seq))
			.limit(1)
		if (last?.approvals === approvals) return
		await appendEntries(tx, [
			{
				action: 'setting.approvals',
				actor: null,
				source: 'console',
				approvals,
				details: { from: last?.approvals ?? null },
			},
		])
	})
}
