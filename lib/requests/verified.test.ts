import { beforeAll, expect, test } from 'vitest'
import { breakGlass } from '#lib/changes/break-glass.ts'
import { reviewChange } from '#lib/changes/review.ts'
import { formFor, startWorld } from '#lib/changes/testing/world.ts'
import { readRecordSize } from '#lib/ledger/prove.ts'
import { verifyRecord } from '#lib/ledger/verify-record.ts'
import { approveRequest } from './approve.ts'
import { claimRequest } from './claim.ts'
import { commentRequest } from './comment.ts'
import { editRequest } from './edit.ts'
import { fileRequest } from './file.ts'
import { rejectRequest } from './reject.ts'
import type { RequestForm, RequestView } from './schemas.ts'
import { approvalFor, daysAhead, requestFor } from './testing/forms.ts'
import { withdrawRequest } from './withdraw.ts'

const world = await startWorld({ approvals: 'second' })
const support = await world.person('support')
const officer = await world.person('officer')
const administrator = await world.person('administrator')
let pair: { groupId: string; userId: string }

beforeAll(async () => {
	pair = await world.pair()
})

const ask = (more: Partial<RequestForm> = {}) => fileRequest(support, requestFor(pair, more))
const approve = async (request: RequestView) =>
	approveRequest(officer, await approvalFor(officer, request, { note: 'As agreed.' }))
const problem = async () => verifyRecord(await readRecordSize())

/** Each step goes on where the one before it left the pair. */
test('whatever the verbs leave behind, the verification finds it told as it is shown', async () => {
	const { id: requestId, version } = await ask({ endsAt: daysAhead(9) })
	const words = { reason: 'Covers the desk for a shorter while.', ticket: '' }
	const edited = await editRequest(support, { requestId, version, endsAt: daysAhead(8), ...words })
	await commentRequest(officer, { commentId: crypto.randomUUID(), requestId, text: 'Until when?' })
	await claimRequest(officer, { requestId, takeOver: false })
	expect(await approve(edited)).toMatchObject({ state: 'applied', schedule: { state: 'set' } })
	expect(await problem()).toBeNull()

	expect(await approve(await ask({ kind: 'set_end' }))).toMatchObject({ state: 'applied' })
	await world.breakPut(pair.groupId, pair.userId, { kind: 'status', status: 403 })
	const refused = await approve(await ask({ kind: 'unassign' }))
	expect(refused.state).toBe('failed')
	expect(await problem()).toBeNull()

	expect(await approve(refused)).toMatchObject({ state: 'applied' })
	const another = await ask()
	await rejectRequest(officer, { requestId: another.id, version: 1, note: 'Not any more.' })
	await withdrawRequest(support, { requestId: (await ask()).id })
	const reason = 'The desk is without an officer, and nobody else can be reached before the call.'
	const { change } = await breakGlass(administrator, formFor(pair.groupId, pair.userId, { reason }))
	expect(await problem()).toBeNull()

	await reviewChange(officer, { changeId: change.id, note: 'Looked at the call: it was right.' })
	expect(await problem()).toBeNull()
})
