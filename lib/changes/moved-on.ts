import 'server-only'
import { and, desc, eq, gt, ne, or } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { changes, users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Assignment } from '#lib/pod/model.ts'
import { utcSecond } from '#lib/utc-words.ts'
import { actorName } from './actor-name.ts'
import type { JudgedPair } from './policy.ts'
import type { ChangeRow } from './store.ts'

/**
 * Whether a pair still is as a change left it, for whoever wants to take that change back. What was done elsewhere
 * shows in the pod's state and dates only; a date that the pod does not give says nothing.
 */

/**
 * Refuses a change that the console itself did not apply, or that was followed by another one of its pair.
 * @throws AppError `conflict`
 */
export async function requireUntouched(change: ChangeRow): Promise<void> {
	if (change.state !== 'applied') {
		throw new AppError(
			'conflict',
			'This change was not applied, so there is nothing to undo. Nothing was sent.',
		)
	}
	const later = await findLaterChange(change)
	if (!later) return
	const when = utcSecond(later.settledAt ?? later.createdAt)
	const what =
		later.undoes === change.id
			? `${later.by} has undone this change already, at ${when}.`
			: `${later.by} ${later.active ? 'assigned' : 'unassigned'} this user since, at ${when}.`
	throw new AppError('conflict', `${what} Only the newest change can be undone. Nothing was sent.`)
}

/** An applied change of the same pair that began or ended later: an answer may come after the next change began. */
async function findLaterChange({ id, groupId, userId, createdAt, settledAt }: ChangeRow) {
	const [row] = await getDatabase()
		.select({
			by: actorName,
			active: changes.active,
			undoes: changes.undoes,
			createdAt: changes.createdAt,
			settledAt: changes.settledAt,
		})
		.from(changes)
		.leftJoin(users, eq(users.id, changes.actorId))
		.where(
			and(
				eq(changes.groupId, groupId),
				eq(changes.userId, userId),
				eq(changes.state, 'applied'),
				ne(changes.id, id),
				or(gt(changes.createdAt, createdAt), gt(changes.settledAt, settledAt ?? createdAt)),
			),
		)
		.orderBy(desc(changes.createdAt), desc(changes.id))
		.limit(1)
	return row ?? null
}

/**
 * Refuses where the pod shows another state than the change made, or other dates than it confirmed. A state that
 * cannot be read is for the guard-rails to warn of.
 * @throws AppError `conflict`
 */
export function requireUnmoved(change: ChangeRow, { state, assignment }: JudgedPair): void {
	if (state === 'unreadable') return
	if ((state === 'assigned') !== change.active) {
		const [now, then] = change.active ? ['Not assigned', 'Assigned'] : ['Assigned', 'Not assigned']
		throw new AppError(
			'conflict',
			`The pod shows ${now}, where this change left ${then}: the assignment was changed elsewhere since. Nothing was sent.`,
		)
	}
	// Written by `settleChange` alone, from this very type.
	const moved = movedDate(change.assignment as Assignment | null, assignment)
	if (!moved) return
	throw new AppError(
		'conflict',
		`The pod says that this user was last ${moved.what} at ${utcSecond(new Date(moved.atMs))}, which is not by this change: the assignment was changed elsewhere since. Nothing was sent.`,
	)
}

/** The later of the dates that are no longer what the change confirmed. */
function movedDate(confirmed: Assignment | null, now: Assignment | null) {
	const dates = [
		{ what: 'added', thenMs: confirmed?.lastAddedAtMs, atMs: now?.lastAddedAtMs },
		{ what: 'removed', thenMs: confirmed?.lastRemovedAtMs, atMs: now?.lastRemovedAtMs },
	]
	const moved = dates.flatMap(({ what, thenMs, atMs }) => {
		const isKnown = typeof thenMs === 'number' && typeof atMs === 'number'
		return isKnown && thenMs !== atMs ? [{ what, atMs }] : []
	})
	return moved.toSorted((one, other) => other.atMs - one.atMs)[0] ?? null
}
