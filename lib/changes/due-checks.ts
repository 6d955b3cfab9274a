import 'server-only'
import { and, eq, lt, type SQL, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import type { ChangeRow } from './store.ts'

/** Which open changes are due for what, and when to look at them again. No state moves here: see `store.ts`. */

/**
 * Takes up to `limit` unknown changes that are due to be read back, and puts their next turn off so that no
 * other process reads them at the same time.
 */
export async function claimDueChecks(limit: number, only?: string): Promise<ChangeRow[]> {
	const due = sql`select id from ${changes} where state = 'unknown'
		and ${only ? sql`id = ${only}` : sql`next_check_at <= now()`}
		order by next_check_at limit ${limit} for update skip locked`
	return getDatabase()
		.update(changes)
		.set({ nextCheckAt: sql`now() + interval '30 seconds'`, checkedAt: sql`now()` })
		.where(sql`${changes.id} in (${due})`)
		.returning()
}

/** What a read-back found that did not settle the change: when to look again, and since when it is the old state. */
export async function noteCheck(
	change: ChangeRow,
	note: { nextCheckInMs: number; sawOldState: boolean; problem: string | null },
): Promise<void> {
	await getDatabase()
		.update(changes)
		.set({
			nextCheckAt: sql`now() + ${note.nextCheckInMs} * interval '1 millisecond'`,
			checkProblem: note.problem,
			...(note.sawOldState ? { firstOldReadAt: sql`coalesce(${changes.firstOldReadAt}, now())` } : {}),
		})
		.where(
			and(eq(changes.id, change.id), eq(changes.state, 'unknown'), eq(changes.sendCount, change.sendCount)),
		)
}

/** Pending changes whose process has not moved them within the lease: crashed, or asleep. */
export async function findAbandoned(): Promise<ChangeRow[]> {
	return getDatabase()
		.select()
		.from(changes)
		.where(and(eq(changes.state, 'pending'), lt(changes.leaseUntil, sql`now()`)))
		.limit(100)
}

/**
 * Whether less than the settle time has passed since the pod's answer was missed, or a process was found to be gone:
 * said of the row of `changes` that a query selects from, under that name.
 */
export function isWithinSettleTime(settleMs: number): SQL<boolean> {
	return sql<boolean>`coalesce((select max(entries.time) from public.entries
		where entries.change_id = changes.id::text and entries.state = 'unknown')
		+ ${settleMs} * interval '1 millisecond' > now(), false)`
}

/** Whether what was sent of an unknown change may still take effect on the pod. */
export async function mayStillTakeEffect({ id }: ChangeRow, settleMs: number): Promise<boolean> {
	const [row] = await getDatabase()
		.select({ isEarly: isWithinSettleTime(settleMs) })
		.from(changes)
		.where(eq(changes.id, id))
	return row?.isEarly ?? true
}
