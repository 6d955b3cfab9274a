import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { resolveChange } from '#lib/changes/resolve.ts'
import { findChange, settleChange } from '#lib/changes/store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { changes } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { approveRequest } from './approve.ts'
import { fileRequest } from './file.ts'
import { readRequest } from './read.ts'
import { rejectRequest } from './reject.ts'
import type { RequestView } from './schemas.ts'
import { approvalFor, daysAhead, requestFor } from './testing/forms.ts'

let world: World
let asker: Actor
let officer: Actor
beforeAll(async () => {
	world = await startWorld()
	asker = await world.person('support')
	officer = await world.person('officer')
})

const approve = async (request: RequestView) =>
	approveRequest(officer, await approvalFor(officer, request, { shownState: 'not_assigned' }))
const read = ({ id }: RequestView) => readRequest(officer, { requestId: id })

/** A request with an end whose PUT was lost, and that the read-backs gave up on. */
async function failedRequest(): Promise<{ request: RequestView; changeId: string }> {
	const pair = await world.pair()
	await world.breakPut(pair.groupId, pair.userId, { kind: 'cut-before' })
	const request = await approve(await fileRequest(asker, requestFor(pair, { endsAt: daysAhead(3) })))
	const changeId = request.change?.id ?? ''
	await resolveChange(changeId)
	await world.database.ownerDb
		.update(changes)
		.set({ firstOldReadAt: sql`${changes.firstOldReadAt} - interval '1 hour'` })
		.where(eq(changes.id, changeId))
	await resolveChange(changeId)
	const failed = await read(request)
	expect(failed).toMatchObject({ state: 'failed', change: { state: 'not_applied' } })
	return { request: failed, changeId }
}

/** The sender hears the pod's answer after all. */
async function answerLate(changeId: string): Promise<void> {
	const change = await findChange(changeId)
	if (!change) throw new Error('there is no such change')
	const outcome = await putAssignment(getPod(), change)
	if (outcome.kind !== 'applied') throw new Error(`the pod answered ${outcome.kind}`)
	const { assignment } = outcome
	expect(await settleChange(change, { state: 'applied', confirmedBy: 'response', assignment })).toBe(true)
}

describe('an answer of the pod that comes after the read-backs gave up', () => {
	it('leaves the end that was set since by trying again', async () => {
		const { request, changeId } = await failedRequest()
		expect(await approve(request)).toMatchObject({ state: 'applied', schedule: { state: 'set' } })
		await answerLate(changeId)
		expect(await read(request)).toMatchObject({ state: 'applied', schedule: { state: 'set' } })
	})

	it('gives the assignment the end that it was asked for with, though the request was rejected since', async () => {
		const { request, changeId } = await failedRequest()
		const { id: requestId, version, endsAt } = request
		await rejectRequest(officer, { requestId, version, note: 'The pod did not take it.' })
		await answerLate(changeId)
		expect(await read(request)).toMatchObject({
			state: 'rejected',
			change: { state: 'applied' },
			schedule: { state: 'set', endsAt },
		})
	})

	it('is what a request came to that waits for another approval since', async () => {
		const { request, changeId } = await failedRequest()
		Object.assign(env(), { approvals: 'two' })
		try {
			expect(await approve(request)).toMatchObject({ state: 'half_approved' })
		} finally {
			Object.assign(env(), { approvals: 'direct' })
		}
		await answerLate(changeId)
		expect(await read(request)).toMatchObject({ state: 'applied', schedule: { state: 'set' } })
	})
})
