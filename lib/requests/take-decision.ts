import 'server-only'
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import type { Transaction } from '#lib/db/client.ts'
import { approvals } from '#lib/db/request-schema.ts'
import { requests } from '#lib/db/schema.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import { notify, settleNotices } from '#lib/notifications/notify.ts'
import { decidableStates } from './offers.ts'
import type { ApprovalForm } from './schemas.ts'
import { refuseStale } from './stale.ts'
import { type RequestRow, requestEntry } from './store.ts'
import { requestStatesBefore } from './transitions.ts'

export interface Decision {
	actor: Actor
	request: RequestRow
	approval: ApprovalForm
}

/**
 * Writes an approval down and moves its request, inside a transaction that goes on with what was approved.
 * @param to `half_approved`: another approval is needed; `applied`: nothing has to be sent for it
 * @returns what is to be recorded
 * @throws AppError `conflict` where somebody else was first
 */
export async function takeDecision(
	tx: Transaction,
	{ actor, request, approval }: Decision,
	to: 'half_approved' | 'sending' | 'applied',
	changeId: string | null = null,
): Promise<Entry[]> {
	const { id, version } = request
	const [moved] = await tx
		.update(requests)
		.set({
			state: to,
			note: approval.note || null,
			// Whoever approves the last keeps it, should it have to be tried again; a half approved one is free.
			...(to === 'half_approved'
				? { claimedBy: null, claimedAt: null }
				: { claimedBy: actor.id, claimedAt: sql`now()`, closedBy: actor.id }),
			...(changeId ? { changeId } : {}),
			...(to === 'applied' ? { closedAt: sql`now()` } : {}),
		})
		.where(
			and(
				eq(requests.id, id),
				eq(requests.version, version),
				inArray(requests.state, requestStatesBefore('approve', to)),
				or(isNull(requests.claimedBy), eq(requests.claimedBy, actor.id)),
			),
		)
		.returning()
	if (!moved) return refuseStale(actor, id, { version, states: decidableStates })
	await tx
		.insert(approvals)
		.values({ requestId: id, approverId: actor.id, version, note: approval.note || null })
		.onConflictDoNothing()
	await settleNotices(tx, id)
	const topic = `request ${id} by ${actor.id}`
	if (to === 'half_approved')
		await notify(tx, 'deciders', { kind: 'second_approval', topic, requestId: id }, [
			actor.id,
			request.askerId,
		])
	if (to === 'applied') await notify(tx, [request.askerId], { kind: 'decided', topic, requestId: id })
	return [
		requestEntry(actor, moved, {
			action: 'request.approved',
			requestState: to,
			requestVersion: version,
			details: { note: moved.note },
		}),
	]
}
