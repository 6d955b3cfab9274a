import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { findConcerned, listApprovers, readAsker } from '#lib/changes/four-eyes.ts'
import { findOpenChange } from '#lib/changes/open-change.ts'
import type { Finding, PairView, Verdict } from '#lib/changes/schemas.ts'
import { findStandingEnd } from '#lib/changes/standing-end.ts'
import { readPairToJudge, showPair } from '#lib/changes/view-pair.ts'
import { getDatabase } from '#lib/db/client.ts'
import { parseInput } from '#lib/parse-input.ts'

import { judgeRequest } from './judge.ts'
import { requireRequest } from './relation.ts'
import { type DecisionPair, type RequestKind, requestIdSchema } from './schemas.ts'
import type { RequestRow } from './store.ts'

/**
 * The pair of a request as the pod shows it now, with all that stands against the viewer's approving it. `input` is
 * a `requestIdSchema`. What the pod does not show is `null`; nothing the pod does makes this reject.
 * @throws AppError `forbidden`, `not_found`
 */
export async function viewDecision(actor: Actor, input: unknown): Promise<DecisionPair> {
	requirePermission(actor, 'look_up')
	const { requestId } = parseInput(requestIdSchema, input)
	const request = await requireRequest(actor, requestId)
	const { groupId, userId } = request
	const [reading, openChange, end, people] = await Promise.all([
		readPairToJudge(groupId, userId),
		findOpenChange(groupId, userId),
		findStandingEnd(actor, groupId, userId),
		readConcerned(actor, request),
	])
	const concerned = findConcerned(people, reading)
	const pair = showPair(actor, reading, { openChange, standingEnd: end })
	const verdict = verdictOf(request.kind, pair, judgeRequest(actor, reading, request.kind))
	const fourEyes = concerned ? [{ code: 'four_eyes', message: concerned }] : []
	return { pair, verdict: { ...verdict, refusals: [...fourEyes, ...verdict.refusals] } }
}

async function readConcerned(actor: Actor, request: RequestRow) {
	const db = getDatabase()
	return [await readAsker(db, request), ...(await listApprovers(db, request)), actor]
}

/** Whose account it is, four eyes say once and for all; an end needs nothing but an assignment that stands. */
function verdictOf(kind: RequestKind, { state }: PairView, verdict: Verdict): Verdict {
	const isSaidElsewhere = ({ code }: Finding) => code.startsWith('own_assignment')
	const refusals = verdict.refusals.filter((finding) => !isSaidElsewhere(finding))
	const warnings = verdict.warnings.filter((finding) => !isSaidElsewhere(finding))
	if (kind !== 'set_end') return { ...verdict, refusals, warnings }
	const standing: Finding[] =
		state === 'assigned'
			? []
			: [
					{
						code: 'not_standing',
						message:
							state === 'not_assigned'
								? 'The pod shows Not assigned, so there is nothing to end.'
								: 'Whether the user is assigned could not be read from the pod, so no end can be set now.',
					},
				]
	return { refusals: [...refusals, ...standing], warnings, confirmation: null, noChange: false }
}
