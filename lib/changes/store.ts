import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import { log } from '#lib/log.ts'
import type { Assignment } from '#lib/pod/model.ts'
import { followOutcome } from './consequences.ts'
import { closedByHand, type Problem } from './outcome-words.ts'
import type { ChangeState } from './schemas.ts'
import { statesBefore } from './transitions.ts'

/**
 * Where a change stands, from its sending on. Each step is a conditional update in one transaction with its entry;
 * zero rows means that another process or person was first, and is told apart from success by the caller.
 */

export type ChangeRow = typeof changes.$inferSelect

/** How long a change may stay between two steps before another process takes it to be abandoned. */
const leaseMs = 20_000
/** To be set by whoever takes the next step. */
export const lease = sql`now() + ${leaseMs} * interval '1 millisecond'`

/** What an entry of a change is about. */
export function subjectOf({ id, operationId, groupId, userId, active, requestId }: ChangeRow) {
	const pair = { changeId: id, operationId, groupId, userId, active }
	return requestId === null ? pair : { ...pair, requestId }
}

/** Step 3: marks a change as being sent. `false` means: its lease is over or somebody else has it; send nothing. */
export async function markSending(change: ChangeRow): Promise<boolean> {
	const marked = await getDatabase()
		.update(changes)
		.set({ sentAt: sql`now()`, sendCount: sql`${changes.sendCount} + 1`, leaseUntil: lease })
		.where(
			and(
				eq(changes.id, change.id),
				eq(changes.state, 'pending'),
				eq(changes.sendCount, change.sendCount),
				sql`${changes.sentAt} is null`,
				sql`${changes.leaseUntil} > now()`,
			),
		)
		.returning({ id: changes.id })
	return marked.length === 1
}

/** What became of a change, as the pod confirmed it or did not. */
export interface Settlement {
	state: Exclude<ChangeState, 'pending' | 'closed'>
	confirmedBy?: 'response' | 'read_back'
	httpStatus?: number | null
	podMs?: number | null
	assignment?: Assignment | null
	problem?: Problem | null
	traceIds?: string[]
}

/**
 * Step 5: records an outcome and its entry in one transaction.
 * @param sendCount the sending that the outcome belongs to, where it belongs to one
 * @returns false where the change has moved on since, and nothing was recorded
 */
export async function settleChange(
	change: ChangeRow,
	settlement: Settlement,
	sendCount?: number,
): Promise<boolean> {
	const { state, confirmedBy, httpStatus, podMs, assignment, problem, traceIds } = settlement
	const open = state === 'unknown'
	const update = sql`update ${changes} set
		state = ${state},
		settled_at = ${open ? null : sql`now()`},
		next_check_at = ${open ? sql`now()` : null},
		confirmed_by = ${confirmedBy ?? null},
		http_status = coalesce(${httpStatus ?? null}::int, http_status),
		pod_ms = coalesce(${podMs ?? null}::real, pod_ms),
		assignment = coalesce(${json(assignment)}::jsonb, assignment),
		problem = ${state === 'applied' ? null : sql`coalesce(${json(problem)}::jsonb, problem)`}
		where id = ${change.id} and state in ${statesBefore(state)} ${sendIs(sendCount)} returning 1`
	const moved = await moveWithEntry(
		change,
		update,
		{
			...subjectOf(change),
			action: `change.${state}`,
			actor: null,
			state,
			...(httpStatus ? { httpStatus } : {}),
			details: {
				...(confirmedBy ? { confirmedBy } : {}),
				...(assignment ? { assignment: { ...assignment } } : {}),
				...(problem ? { problem: { ...problem } } : {}),
				...(traceIds?.length ? { traceIds } : {}),
				...(podMs ? { podMs: Math.round(podMs) } : {}),
			},
		},
		assignment,
	)
	if (moved) log().info({ kind: 'change', changeId: change.id, outcome: state }, 'settled')
	return moved
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))
const sendIs = (sendCount: number | undefined): SQL =>
	sendCount === undefined ? sql`` : sql`and send_count = ${sendCount}`

/** Moves a change to a state, with what follows from it and the entries that say so: all of it, or nothing. */
async function moveWithEntry(
	change: ChangeRow,
	update: SQL,
	entry: Entry & { state: ChangeState },
	assignment: Assignment | null = null,
): Promise<boolean> {
	return getDatabase().transaction(async (tx) => {
		const { rows } = await tx.execute(update)
		if (rows.length === 0) return false
		const { requestState, entries } = await followOutcome(tx, change, { state: entry.state, assignment })
		await appendEntries(tx, [requestState ? { ...entry, requestState } : entry, ...entries])
		return true
	})
}

/** A person ends an unknown change that the pod lets nobody read, with what they saw elsewhere. */
export async function closeChange(actor: Actor, change: ChangeRow, reason: string): Promise<boolean> {
	const update = sql`update ${changes} set state = 'closed', settled_at = now(), next_check_at = null,
		problem = ${json(closedByHand(actor.name, reason))}::jsonb where id = ${change.id} and state = 'unknown' returning 1`
	return moveWithEntry(change, update, {
		...subjectOf(change),
		action: 'change.closed',
		actor: who(actor),
		state: 'closed',
		details: { by: byOf(actor), reason },
	})
}

export async function findChange(id: string): Promise<ChangeRow | null> {
	const [row] = await getDatabase().select().from(changes).where(eq(changes.id, id))
	return row ?? null
}

export async function findByOperation(operationId: string): Promise<ChangeRow | null> {
	const [row] = await getDatabase().select().from(changes).where(eq(changes.operationId, operationId))
	return row ?? null
}
