import { expect, it, vi } from 'vitest'
import { startWorld } from '#lib/changes/testing/world.ts'
import { approveRequest } from './approve.ts'
import { readRequest } from './read.ts'
import { rejectRequest } from './reject.ts'
import type { RequestView } from './schemas.ts'
import { insertRequest } from './store.ts'
import { approvalFor, daysAhead, requestFor } from './testing/forms.ts'

const world = await startWorld()
const [asker, one, other] = await Promise.all([
	world.person('support'),
	world.person('officer'),
	world.person('administrator'),
])

type Pair = { groupId: string; userId: string }

const races = 1_000
const lanes = 8

/** Put into the queue without a look at the pod, which is not what is raced for. */
async function file(pair: Pair, kind: 'assign' | 'unassign') {
	const { shownWarnings: _, endsAt: __, ...form } = requestFor(pair, { kind })
	const row = await insertRequest(asker, {
		...form,
		askerId: asker.id,
		stateBefore: kind === 'assign' ? 'not_assigned' : 'assigned',
		state: 'open',
		dueAt: new Date(daysAhead(1)),
	})
	if (!row) throw new Error('the request was not filed')
	return row
}

/** The request once the pod's answer is written down: a busy machine may take longer than an answer waits. */
async function untilDone(request: RequestView): Promise<RequestView> {
	return vi.waitFor(
		async () => {
			const view = await readRequest(one, { requestId: request.id })
			expect(view.state).not.toBe('sending')
			return view
		},
		{ timeout: 30_000, interval: 20 },
	)
}

/** Two officers decide one request at once. */
async function race(number: number, pair: Pair, isAssigned: boolean): Promise<RequestView> {
	const request = await file(pair, isAssigned ? 'unassign' : 'assign')
	const shownState = isAssigned ? 'assigned' : 'not_assigned'
	const [first, second] = await Promise.all([
		approvalFor(one, request, { shownState }),
		approvalFor(other, request, { shownState }),
	])
	const { id: requestId, version } = request
	const note = 'The desk is covered.'
	const outcomes = await Promise.allSettled([
		approveRequest(one, first),
		number % 3 === 0 ? rejectRequest(other, { requestId, version, note }) : approveRequest(other, second),
	])
	const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
	const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
	expect(lost).toEqual(['conflict'])
	const [winner] = won
	if (!winner) throw new Error('nobody decided')
	return untilDone(winner)
}

it(`of two officers who decide in the same second, ${races} times over, one decides, and one PUT at most is sent`, async () => {
	let applied = 0
	async function lane(first: number): Promise<void> {
		const pair = await world.pair()
		let isAssigned = false
		for (let number = first; number < races; number += lanes) {
			const { state, approvedBy } = await race(number, pair, isAssigned)
			expect({ state, approvals: approvedBy.length }).toEqual(
				state === 'rejected' ? { state, approvals: 0 } : { state: 'applied', approvals: 1 },
			)
			if (state === 'rejected') continue
			isAssigned = !isAssigned
			applied += 1
		}
	}
	await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
	const puts = (await world.calls()).filter(({ method }) => method === 'PUT')
	expect(puts).toHaveLength(applied)
}, 300_000)
