import 'server-only'
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { matchAccount } from '#lib/changes/own-account.ts'
import { requireRecentDecider } from '#lib/changes/recent-decision.ts'
import { readPairToJudge } from '#lib/changes/view-pair.ts'
import { requests } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { notify } from '#lib/notifications/notify.ts'
import { parseInput } from '#lib/parse-input.ts'
import { performOnRequest } from './perform-on-request.ts'
import { requireNotAsker, requireRequest } from './relation.ts'
import { type RejectionForm, type RequestView, rejectionFormSchema } from './schemas.ts'
import { refuseStale } from './stale.ts'
import { moveRequest, type RequestRow } from './store.ts'
import { requestStatesBefore } from './transitions.ts'

const states = requestStatesBefore('reject', 'rejected')

/**
 * Rejects a request as it was read. `input` is a `rejectionFormSchema`.
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`, `not_found`; `four_eyes` for whoever asked and whom it concerns;
 * `conflict` where it was edited or decided since, or another has claimed it
 */
export async function rejectRequest(actor: Actor, input: unknown): Promise<RequestView> {
	return performOnRequest(actor, input, async (tellPair) => {
		requirePermission(actor, 'decide_requests')
		requireRecentDecider(actor)
		const form = parseInput(rejectionFormSchema, input)
		const row = await requireRequest(actor, form.requestId, tellPair)
		requireNotAsker(actor, row)
		await requireNotConcerned(actor, row)
		const rejected = await recordRejection(actor, form)
		return rejected ? row.id : refuseStale(actor, row.id, { version: form.version, states })
	})
}

/** Rejecting leaves everything as it is, so a pod that shows too little to tell is no reason to refuse it. */
async function requireNotConcerned(actor: Actor, { groupId, userId }: RequestRow): Promise<void> {
	if (matchAccount(actor, await readPairToJudge(groupId, userId)) !== 'own') return
	throw new AppError(
		'four_eyes',
		'This is about your own account. Nobody decides about their own assignment: another officer must. Nothing was changed.',
	)
}

/** @returns `null` where the request is not as it was on the screen any more */
async function recordRejection(
	actor: Actor,
	{ requestId, version, note }: RejectionForm,
): Promise<RequestRow | null> {
	return moveRequest(actor, {
		requestId,
		where: and(
			eq(requests.version, version),
			inArray(requests.state, states),
			or(isNull(requests.claimedBy), eq(requests.claimedBy, actor.id)),
		),
		set: { state: 'rejected', closedBy: actor.id, closedAt: sql`now()`, note },
		entry: () => ({
			action: 'request.rejected',
			requestState: 'rejected',
			requestVersion: version,
			details: { note },
		}),
		tell: (tx, { askerId }) =>
			notify(tx, [askerId], { kind: 'decided', topic: `request ${requestId} rejected`, requestId }),
	})
}
