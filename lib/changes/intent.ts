import 'server-only'
import { and, eq, gt, or, sql } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import type { Entry, EntrySource } from '#lib/ledger/schemas.ts'
import { notify } from '#lib/notifications/notify.ts'
import { type Grounds, requireFourEyes } from './four-eyes.ts'
import type { JudgedPair } from './policy.ts'
import { scopekeeperFor } from './rules.ts'
import type { Finding, PairState } from './schemas.ts'
import { type ChangeRow, lease, subjectOf } from './store.ts'

/** What opens a change for its sending: its intent, and a person's word to send it again. Both ask four eyes. */

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
 * @throws AppError as `requireFourEyes`, and whatever `decide` throws: nothing was recorded then either
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
	const by = actor ? byOf(actor) : { name: scopekeeperFor(row.requestId ?? 0) }
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

const plain = ({ code, message }: Finding) => ({ code, message })

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
				details: { by: byOf(actor) },
			},
		])
		return row
	})
}
