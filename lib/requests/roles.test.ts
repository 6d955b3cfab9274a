import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { recordOf } from '#lib/changes/testing/record-of.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { claimRequest } from './claim.ts'
import { commentRequest } from './comment.ts'
import { countRequests } from './counts.ts'
import { editRequest } from './edit.ts'
import { fileRequest } from './file.ts'
import { listRequests } from './list.ts'
import { listOpenOfPair } from './open-of-pair.ts'
import { readRequest } from './read.ts'
import { rejectRequest } from './reject.ts'
import { releaseRequest } from './release.ts'
import type { RequestView } from './schemas.ts'
import { requestFor } from './testing/forms.ts'
import { withdrawRequest } from './withdraw.ts'

let world: World
let asker: Actor
let view: RequestView
beforeAll(async () => {
	world = await startWorld()
	asker = await world.person('support')
	view = await fileRequest(asker, requestFor(await world.pair()))
})

type Verb = (actor: Actor, id: number) => Promise<unknown>

const verbs = {
	edit: (actor, requestId) =>
		editRequest(actor, { requestId, version: 1, endsAt: null, reason: 'Another reason.', ticket: '' }),
	withdraw: (actor, requestId) => withdrawRequest(actor, { requestId }),
	comment: (actor, requestId) =>
		commentRequest(actor, { commentId: crypto.randomUUID(), requestId, text: 'A word.' }),
	claim: (actor, requestId) => claimRequest(actor, { requestId, takeOver: true }),
	release: (actor, requestId) => releaseRequest(actor, { requestId }),
	reject: (actor, requestId) => rejectRequest(actor, { requestId, version: 1, note: 'No need of it.' }),
} satisfies Record<string, Verb>
type Name = keyof typeof verbs

/** What another's request answers to whom; a verb that is not here goes through. */
const refusals: [Role, Name, string][] = [
	['support', 'edit', 'not_found'],
	['support', 'withdraw', 'not_found'],
	['support', 'comment', 'not_found'],
	['support', 'claim', 'forbidden'],
	['support', 'release', 'forbidden'],
	['support', 'reject', 'forbidden'],
	['auditor', 'edit', 'forbidden'],
	['auditor', 'withdraw', 'forbidden'],
	['auditor', 'comment', 'forbidden'],
	['auditor', 'claim', 'forbidden'],
	['auditor', 'release', 'forbidden'],
	['auditor', 'reject', 'forbidden'],
	['officer', 'edit', 'forbidden'],
	['officer', 'withdraw', 'forbidden'],
	['administrator', 'edit', 'forbidden'],
	['administrator', 'withdraw', 'forbidden'],
]

describe('of somebody else’s request', () => {
	it.each(refusals)('%s cannot %s it, and the attempt is recorded', async (role, verb, code) => {
		const actor = await world.person(role)
		await expect(verbs[verb](actor, view.id)).rejects.toMatchObject({ code })
		expect(await recordOf(world, actor)).toEqual(code === 'not_found' ? [] : [`refused: ${code}`])
		const after = await readRequest(asker, { requestId: view.id })
		expect({ ...after, history: [] }).toEqual({ ...view, history: [] })
		expect(after.history).toHaveLength(1)
	})

	it('support staff see nothing but that something is asked for the pair', async () => {
		const another = await world.person('support')
		await expect(readRequest(another, { requestId: view.id })).rejects.toMatchObject({ code: 'not_found' })
		for (const tab of ['unclaimed', 'mine', 'second', 'overdue', 'done'] as const) {
			expect((await listRequests(another, { tab })).requests).toEqual([])
		}
		expect(await countRequests(another)).toMatchObject({ unclaimed: 0, mine: 0 })
		const { groupId, userId } = view
		expect(await listOpenOfPair(another, { groupId, userId })).toEqual([
			{ kind: 'assign', state: 'open', since: view.createdAt, requestId: null },
		])
	})

	it.each(['officer', 'administrator', 'auditor'] as const)('%s reads all of it', async (role) => {
		const actor = await world.person(role)
		expect(await readRequest(actor, { requestId: view.id })).toMatchObject({ reason: view.reason })
		const { groupId, userId } = view
		expect(await listOpenOfPair(actor, { groupId, userId })).toMatchObject([{ requestId: view.id }])
		const page = await listRequests(actor, {})
		expect(page.requests.map(({ id }) => id)).toContain(view.id)
		expect(await countRequests(actor)).toMatchObject({ unclaimed: 1, mine: 0 })
	})
})

describe('of one’s own request', () => {
	it.each([
		['officer', 'claim'],
		['officer', 'reject'],
		['administrator', 'claim'],
		['administrator', 'reject'],
	] as const)('%s cannot %s it, and the attempt is recorded with its pair', async (role, verb) => {
		const actor = await world.person(role)
		const own = await fileRequest(actor, requestFor(await world.pair()))
		expect(own).toMatchObject({
			offers: ['edit', 'withdraw', 'comment'],
			notDecidable: expect.stringMatching(/asked for this yourself/),
		})
		await expect(verbs[verb](actor, own.id)).rejects.toMatchObject({ code: 'four_eyes' })
		expect(await recordOf(world, actor)).toEqual(['request.filed', 'refused: four_eyes'])
		await withdrawRequest(actor, { requestId: own.id })
	})
})

it('a request that is not there is not found, and one that cannot be is bad input', async () => {
	const officer = await world.person('officer')
	for (const verb of [verbs.comment, verbs.claim, verbs.release, verbs.reject, verbs.edit, verbs.withdraw]) {
		await expect(verb(officer, 999_999)).rejects.toMatchObject({ code: 'not_found' })
		await expect(verb(officer, 1.5)).rejects.toMatchObject({ code: 'invalid_input' })
	}
	await expect(readRequest(officer, { requestId: 'x' })).rejects.toMatchObject({ code: 'invalid_input' })
	await expect(listRequests(officer, { tab: 'ending' })).rejects.toMatchObject({ code: 'invalid_input' })
})
