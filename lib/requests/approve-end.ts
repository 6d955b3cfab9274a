import 'server-only'
import { randomUUID } from 'node:crypto'
import { ownDecision, requireFourEyes } from '#lib/changes/four-eyes.ts'
import { requireShown } from '#lib/changes/held-to-screen.ts'
import { hasMovedSince } from '#lib/changes/intent.ts'
import { requireNoOpenChange } from '#lib/changes/open-change.ts'
import { namesOf, type PairNames } from '#lib/changes/refused-attempts.ts'
import { closeSchedule, findLiveSchedule, setSchedule } from '#lib/changes/schedule-store.ts'
import { readPairToJudge } from '#lib/changes/view-pair.ts'
import { getDatabase } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { who } from '#lib/ledger/entry-person.ts'
import { type Decision, takeDecision } from './take-decision.ts'

/**
 * Puts an end on an assignment that stands, or another one in its place. Nothing is sent: the pod must only show
 * that the assignment stands.
 * @throws AppError `four_eyes`, `conflict`, `guard_rail` where the pod does not show it
 */
export async function approveEnd(decision: Decision, tellPair: (names: PairNames) => void): Promise<null> {
	const { actor, request, approval } = decision
	const { groupId, userId, endsAt } = request
	if (!endsAt) throw new Error('a request to set an end has one')
	const lookedAt = await requireNoOpenChange(groupId, userId)
	const reading = await readPairToJudge(groupId, userId)
	tellPair({ ...namesOf(reading), pair: { groupId, userId } })
	requireShown(approval.shownState, reading)
	if (reading.state === 'unreadable') {
		throw new AppError(
			'guard_rail',
			'Whether the user is assigned could not be read from the pod, so no end was set. Try again when the pod answers.',
		)
	}
	if (reading.state === 'not_assigned') {
		throw new AppError('conflict', 'The pod shows Not assigned, so there is nothing to end. Nothing was set.')
	}
	await getDatabase().transaction(async (tx) => {
		if (await hasMovedSince(tx, request, lookedAt)) {
			throw new AppError(
				'conflict',
				'Somebody’s change of this assignment has just finished. Nothing was set; look at its present state, then decide again.',
			)
		}
		const entries = await takeDecision(tx, decision, 'applied')
		await requireFourEyes(tx, actor, { ...request, ...ownDecision, requestId: request.id }, reading)
		const standing = await findLiveSchedule(tx, request)
		const why = { how: `Another end by request ${request.id}.` }
		if (standing) entries.push(await closeSchedule(tx, standing, 'replaced', why, who(actor)))
		const addedAtMs = reading.assignment?.lastAddedAtMs ?? null
		entries.push(await setSchedule(tx, { id: randomUUID(), request, endsAt, addedAtMs }, who(actor)))
		await appendEntries(tx, entries)
	})
	return null
}
