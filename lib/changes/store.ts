import 'server-only'
import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import type { Entry, EntrySource } from '#lib/ledger/schemas.ts'
import { notify } from '#lib/notifications/notify.ts'
import type { Assignment } from '#lib/pod/model.ts'
import { followOutcome } from './consequences.ts'
import { type Grounds, requireFourEyes } from './four-eyes.ts'
import { closedByHand, type Problem } from './outcome-words.ts'
import type { JudgedPair } from './policy.ts'
import { scopekeeperFor } from './rules.ts'
import type { ChangeState, Finding, PairState } from './schemas.ts'
import { statesBefore } from './transitions.ts'

/**
 * Every transition of a change. Each is a conditional update in one transaction with its entry in the record;
 * zero rows means that another process or person was first, and is told apart from success by the caller.
 */

export type ChangeRow = typeof changes.$inferSelect

/** How long a change may stay between two steps before another process takes it to be abandoned. */
const leaseMs = 20_000
const lease = sql`now() + ${leaseMs} * interval '1 millisecond'`

export interface Intent extends Grounds {
	operationId: string
	groupId: string
	userId: string
	active: boolean
	reason: string
	ticket: string | null
	groupName: string | null
	userName: string | null
	stateBefore: PairState
	warnings: Finding[]
	/** The applied change that this one takes back. */
	undoes: string | null
}

/** A person as the record names them. */
export const who = (actor: Actor) => ({ issuer: actor.issuer, subject: actor.subject })
/** What is told of a person in an entry's details. */
export const person = ({ name, email, role }: Actor) => ({ name, email, role })

/** What an intent rests on: when and what was seen, and the decision that it carries out. */
export interface Basis {
	/** Before the reading that the intent rests on: what another change moved since then was not seen. */
	lookedAt: Date
	seen: Pick<JudgedPair, 'userId' | 'user'>
	/** Takes the decision that the intent carries out, in its transaction; gives what is to be recorded of it. */
	decide?: ((tx: Transaction, changeId: string) => Promise<Entry[]>) | undefined
}

/**
 * Records what a person wants, or an end that has come, before anything leaves the console.
 * @param actor `null`: Scopekeeper itself
 * @returns null where the pair has an open change or had one since, or the operation was recorded before; nothing
 * was recorded then
 * @throws AppError `four_eyes`, and whatever `decide` throws: nothing was recorded then either
 */
export async function recordIntent(
	actor: Actor | null,
	intent: Intent,
	{ lookedAt, seen, decide }: Basis,
): Promise<ChangeRow | null> {
	return getDatabase().transaction(async (tx) => {
		if (await hasMovedSince(tx, intent, lookedAt)) return null
		const id = crypto.randomUUID()
		const [row] = await tx
			.insert(changes)
			.values({ ...intent, id, actorId: actor?.id ?? null, state: 'pending', leaseUntil: lease })
			.onConflictDoNothing()
			.returning()
		if (!row) return null
		const decision = (await decide?.(tx, row.id)) ?? []
		await requireFourEyes(tx, actor, guarded(row), seen)
		if (row.breakGlass) {
			await notify(tx, 'deciders', { kind: 'break_glass', topic: `change ${row.id}`, changeId: row.id }, [
				row.actorId,
			])
		}
		await appendEntries(tx, [...decision, intendedEntry(actor, row, intent.warnings)])
		return row
	})
}

function intendedEntry(actor: Actor | null, row: ChangeRow, warnings: Finding[]): Entry {
	const { reason, ticket, groupName, userName } = row
	const by = actor ? person(actor) : { name: scopekeeperFor(row.requestId ?? 0) }
	return {
		...subjectOf(row),
		action: 'change.intended',
		actor: actor && who(actor),
		state: 'pending',
		stateBefore: row.stateBefore,
		source: sourceOf(row),
		...(row.undoes === null ? {} : { undoes: row.undoes }),
		details: { by, reason, ticket, groupName, userName, warnings: warnings.map(plain) },
	}
}

function sourceOf({ scheduleId, requestId, breakGlass, undoes }: ChangeRow): EntrySource {
	if (scheduleId !== null) return 'expiry'
	if (requestId !== null) return 'request'
	if (breakGlass) return 'break_glass'
	return undoes === null ? 'assign_page' : 'undo'
}

const guarded = (row: ChangeRow) => ({
	...row,
	kind: row.active ? ('assign' as const) : ('unassign' as const),
})

/** Under a lock of the pair, so that of two intents the second sees what became of the first. */
export async function hasMovedSince(
	tx: Transaction,
	{ groupId, userId }: Pick<Intent, 'groupId' | 'userId'>,
	lookedAt: Date,
): Promise<boolean> {
	const pair = JSON.stringify([groupId, userId])
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${pair}, 0))`)
	const moved = await tx
		.select({ id: changes.id })
		.from(changes)
		.where(
			and(
				eq(changes.groupId, groupId),
				eq(changes.userId, userId),
				or(gt(changes.createdAt, lookedAt), gt(changes.settledAt, lookedAt)),
			),
		)
		.limit(1)
	return moved.length > 0
}

const plain = ({ code, message }: Finding) => ({ code, message })

function subjectOf({ id, operationId, groupId, userId, active, requestId }: ChangeRow) {
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
	return moveWithEntry(
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

/**
 * A person sends an unknown change again: the same change and operation, open for one more PUT.
 * @throws AppError `four_eyes` where it may not be sent by this person, or not any more
 */
export async function reopenForSending(
	actor: Actor,
	change: ChangeRow,
	seen: Basis['seen'],
): Promise<ChangeRow | null> {
	return getDatabase().transaction(async (tx) => {
		const [row] = await tx
			.update(changes)
			.set({ state: 'pending', sentAt: null, firstOldReadAt: null, nextCheckAt: null, leaseUntil: lease })
			.where(
				and(eq(changes.id, change.id), eq(changes.state, 'unknown'), eq(changes.sendCount, change.sendCount)),
			)
			.returning()
		if (!row) return null
		await requireFourEyes(tx, actor, guarded(row), seen)
		await appendEntries(tx, [
			{
				...subjectOf(row),
				action: 'change.sent_again',
				actor: who(actor),
				state: 'pending',
				details: { by: person(actor) },
			},
		])
		return row
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
		details: { by: person(actor), reason },
	})
}

/** Records what somebody tried and was refused, with the code and the sentence they were given. */
export async function recordRefusedAttempt(
	actor: Actor,
	attempt: Pick<Entry, 'groupId' | 'userId' | 'active' | 'changeId' | 'requestId' | 'source'>,
	refusal: Finding,
	names: { groupName: string | null; userName: string | null },
): Promise<void> {
	await getDatabase().transaction((tx) =>
		appendEntries(tx, [
			{
				...attempt,
				action: 'attempt.refused',
				actor: who(actor),
				details: { by: person(actor), ...names, code: refusal.code, message: refusal.message },
			},
		]),
	)
}

export async function findChange(id: string): Promise<ChangeRow | null> {
	const [row] = await getDatabase().select().from(changes).where(eq(changes.id, id))
	return row ?? null
}

export async function findByOperation(operationId: string): Promise<ChangeRow | null> {
	const [row] = await getDatabase().select().from(changes).where(eq(changes.operationId, operationId))
	return row ?? null
}
