import 'server-only'
import { approvalsNeeded, listApprovers, readAsker, refuseConcerned } from '#lib/changes/four-eyes.ts'
import { requireShown, requireVerdict } from '#lib/changes/held-to-screen.ts'
import { namesOf, type PairNames } from '#lib/changes/refused-attempts.ts'
import { readPairToJudge } from '#lib/changes/view-pair.ts'
import { getDatabase } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { judgeRequest } from './judge.ts'
import { type Decision, takeDecision } from './take-decision.ts'

/**
 * The first of two approvals: held to all that the second is held to, and nothing is sent.
 * @throws AppError `four_eyes`, `guard_rail`, `warnings_changed`, `no_change_needed`, `conflict`
 */
export async function approveHalf(decision: Decision, tellPair: (names: PairNames) => void): Promise<null> {
	const { actor, request, approval } = decision
	const reading = await readPairToJudge(request.groupId, request.userId)
	tellPair({ ...namesOf(reading), pair: { groupId: request.groupId, userId: request.userId } })
	requireShown(approval.shownState, reading)
	const verdict = judgeRequest(actor, reading, request.kind)
	requireVerdict(verdict, { ...approval, active: request.kind === 'assign' })
	await getDatabase().transaction(async (tx) => {
		const approvers = await listApprovers(tx, request)
		if (approvers.some(({ id }) => id === actor.id) && request.state === 'half_approved') {
			throw new AppError(
				'four_eyes',
				'You have approved this already. Another officer gives the other approval.',
			)
		}
		const entries = await takeDecision(tx, decision, 'half_approved')
		const given = await listApprovers(tx, request)
		requireStillHalf(given)
		refuseConcerned([await readAsker(tx, request), ...given], reading)
		await appendEntries(tx, entries)
	})
	return null
}

/** Asked once the request is locked: another officer may have given the first approval in the same second. */
function requireStillHalf(given: Awaited<ReturnType<typeof listApprovers>>): void {
	if (given.filter(({ counts }) => counts).length < approvalsNeeded()) return
	throw new AppError(
		'conflict',
		'Another officer approved this in the same moment, so yours would be the last approval. Nothing was sent; look again, then decide.',
	)
}
