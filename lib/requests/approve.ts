import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { approvalsNeeded, listApprovers, ownDecision } from '#lib/changes/four-eyes.ts'
import { type PreparedChange, prepareChange, sendPrepared } from '#lib/changes/prepare.ts'
import { requireRecentDecider } from '#lib/changes/recent-decision.ts'
import { type PairNames, recordingRefusals } from '#lib/changes/refused-attempts.ts'
import { findByOperation } from '#lib/changes/store.ts'
import { afterTheIntent } from '#lib/database-failures.ts'
import { getDatabase } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { utcSecond } from '#lib/utc-words.ts'
import { approveEnd } from './approve-end.ts'
import { approveHalf } from './approve-half.ts'
import { decidableStates, isDecidable } from './offers.ts'
import { readRequest } from './read.ts'
import { requireNotAsker, requireRequest } from './relation.ts'
import { endProblem } from './rules.ts'
import { type ApprovalForm, approvalFormSchema, type RequestView } from './schemas.ts'
import { refuseStale } from './stale.ts'
import type { RequestRow } from './store.ts'
import { type Decision, takeDecision } from './take-decision.ts'

/**
 * Approves a request and, where nobody else has to, applies it by the path of every change. Approval and intent are
 * one transaction, so of two officers in the same second one decides and the other is told. A request that was
 * approved, but came to nothing on the pod, is tried again by the same verb. The same operation sent twice is one
 * change. `input` is an `approvalFormSchema`.
 * @returns the request as it stands when the pod has answered, or a little later where it has not
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`, `not_found`, `four_eyes`, `guard_rail`, `warnings_changed`,
 * `no_change_needed`, `conflict`, `database_unavailable`: nothing was sent, and the request stands where it stood
 */
export async function approveRequest(actor: Actor, input: unknown): Promise<RequestView> {
	const { requestId, prepared } = await recordingRefusals(
		actor,
		input,
		async (tellPair) => {
			const decision = await readDecision(actor, input, tellPair)
			return { requestId: decision.request.id, prepared: await approve(decision, tellPair) }
		},
		'requests_page',
	)
	if (prepared) await sendPrepared(prepared)
	return afterTheIntent(() => readRequest(actor, { requestId }))
}

async function readDecision(
	actor: Actor,
	input: unknown,
	tellPair: (names: PairNames) => void,
): Promise<Decision> {
	requirePermission(actor, 'decide_requests')
	requireRecentDecider(actor)
	const approval = parseInput(approvalFormSchema, input)
	const request = await requireRequest(actor, approval.requestId, tellPair)
	requireNotAsker(actor, request)
	// The same form, sent twice, has moved the request itself: whether it is the same, `prepareChange` asks.
	const repeated = await findByOperation(approval.operationId)
	const isRepeated = repeated?.requestId === request.id && repeated.actorId === actor.id
	if (!isRepeated) await requireCurrent(actor, request, approval)
	return { actor, request, approval }
}

async function requireCurrent(actor: Actor, request: RequestRow, { version }: ApprovalForm): Promise<void> {
	const { id, state, claimedBy, endsAt } = request
	const isTaken = claimedBy !== null && claimedBy !== actor.id
	if (!isDecidable(state) || isTaken || version !== request.version) {
		await refuseStale(actor, id, { version, states: decidableStates })
	}
	const limits = { nowMs: Date.now(), maxGrantMs: env().requests.maxGrantMs }
	if (!endsAt || !endProblem(endsAt.toISOString(), limits)) return
	throw new AppError(
		'guard_rail',
		`The end that was asked for, ${utcSecond(endsAt)}, cannot be set any more, so nothing was sent. Reject this with a word on it; whoever asked can ask for another.`,
	)
}

/** What is to be sent; `null` where nothing is. */
async function approve(
	decision: Decision,
	tellPair: (names: PairNames) => void,
): Promise<PreparedChange | null> {
	const { actor, request, approval } = decision
	const needed = approvalsNeeded()
	if (needed > 1 && (await countOthers(decision)) + 1 < needed) return approveHalf(decision, tellPair)
	if (request.kind === 'set_end') return approveEnd(decision, tellPair)
	const { groupId, userId, reason, ticket } = request
	const { operationId, confirmation, shownWarnings } = approval
	const active = request.kind === 'assign'
	return prepareChange(
		actor,
		{
			form: {
				operationId,
				groupId,
				userId,
				active,
				reason,
				ticket: ticket ?? '',
				confirmation,
				shownWarnings,
			},
			undone: null,
			shownState: approval.shownState,
			grounds: { ...ownDecision, requestId: request.id },
			decide: (tx, changeId) => takeDecision(tx, decision, 'sending', changeId),
		},
		tellPair,
	)
}

/** Only who must come first is found by it: whether it is enough, the intent's transaction asks. */
async function countOthers({ actor, request }: Decision): Promise<number> {
	const approvers = await listApprovers(getDatabase(), request)
	return approvers.filter((approver) => approver.counts && approver.id !== actor.id).length
}
