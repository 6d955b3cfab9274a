import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { ScheduleRow } from '#lib/changes/schedule-store.ts'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { requests, schedules } from '#lib/db/schema.ts'
import { notify } from '#lib/notifications/notify.ts'
import { isLate } from './view.ts'

/** Which ends are due, and when they are tried again. What they come to: `lib/changes/schedule-store.ts`. */

/** How long a try may take before another process takes it up: about the longest that the pod and the database may. */
const leaseSeconds = 30

/** Takes one end that is due, and puts its next try off, so that no other process takes it at the same time. */
export async function claimDueEnd(): Promise<ScheduleRow | null> {
	const due = sql`(select id from ${schedules}
		where state = 'set' and next_try_at <= now() and ends_at <= now()
		order by next_try_at limit 1 for update skip locked)`
	const [row] = await getDatabase()
		.update(schedules)
		.set({ nextTryAt: sql`now() + ${leaseSeconds} * interval '1 second'` })
		.where(sql`${schedules.id} = ${due}`)
		.returning()
	return row ?? null
}

/** Why an end is not carried out yet. */
export type Delay =
	/** A change of the pair is not finished. */
	| { kind: 'wait'; problem: string }
	/** The pod could not be read: nothing was recorded, and the try is counted here. */
	| { kind: 'unread'; problem: string }
	/** The change was made and did not apply; it was counted with its intent. */
	| { kind: 'not_applied'; problem: string }

/**
 * Longest time between two tries, in seconds. A change that the pod refuses goes into the record each time, for
 * ever: it is asked less often.
 */
const longestWaitSeconds = { wait: 5, unread: 60, not_applied: 600 } satisfies Record<Delay['kind'], number>

/** Notes why an end was not carried out and when it is tried again; tells people once, where it failed or is late. */
export async function postpone(end: ScheduleRow, { kind, problem }: Delay): Promise<void> {
	const { attempts } = schedules
	const doubling = sql`power(2, least(${attempts}, 12))`
	await getDatabase().transaction(async (tx) => {
		const [row] = await tx
			.update(schedules)
			.set({
				problem,
				nextTryAt: sql`now() + least(${doubling}, ${longestWaitSeconds[kind]}) * interval '1 second'`,
				...(kind === 'unread' ? { attempts: sql`${attempts} + 1` } : {}),
			})
			.where(and(eq(schedules.id, end.id), eq(schedules.state, 'set')))
			.returning({ isLate })
		if (row && (kind !== 'wait' || row.isLate)) await tellTrouble(tx, end)
	})
}

/** Tells officers and whoever asked for it, once, that an end did not go as it should. */
export async function tellTrouble(tx: Transaction, { id, requestId }: ScheduleRow): Promise<void> {
	const notice = { kind: 'expiry_failed', topic: `schedule ${id}`, requestId, scheduleId: id } as const
	await notify(tx, await askerOf(tx, requestId), notice)
	await notify(tx, 'deciders', notice)
}

/** Whoever asked for an assignment’s end. */
export async function askerOf(tx: Transaction, requestId: number): Promise<string[]> {
	const rows = await tx.select({ askerId: requests.askerId }).from(requests).where(eq(requests.id, requestId))
	return rows.map(({ askerId }) => askerId)
}
