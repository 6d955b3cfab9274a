import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { users } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import { approveRequest } from './approve.ts'
import { fileRequest } from './file.ts'
import { readRequest } from './read.ts'
import { approvalFor, requestFor } from './testing/forms.ts'

let world: World
let asker: Actor
let one: Actor
let other: Actor
beforeAll(async () => {
	world = await startWorld({ approvals: 'two' })
	asker = await world.person('support')
	one = await world.person('officer')
	other = await world.person('officer')
})

const shown = { shownState: 'not_assigned' } as const
const ask = async () => fileRequest(asker, requestFor(await world.pair()))

describe('the first of two approvals', () => {
	it('is one of them where two officers give it in the same second: nothing waits with both given', async () => {
		for (let round = 0; round < 10; round++) {
			const request = await ask()
			const both = await Promise.allSettled(
				await Promise.all(
					[one, other].map(async (officer) => {
						const approval = await approvalFor(officer, request, shown)
						return () => approveRequest(officer, approval)
					}),
				).then((approve) => approve.map((give) => give())),
			)
			const refused = both.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
			const { state, approvedBy } = await readRequest(one, { requestId: request.id })
			expect({ state, approvals: approvedBy.length, refused: refused.length }).toEqual(
				state === 'applied'
					? { state, approvals: 2, refused: 0 }
					: { state: 'half_approved', approvals: 1, refused: 1 },
			)
			for (const error of refused) expect(error).toMatchObject({ code: 'conflict' })
		}
	})

	it('counts no more once whoever gave it is disabled: the next one is the first, and is not offered the second', async () => {
		const request = await ask()
		const leaver = await world.person('officer')
		await approveRequest(leaver, await approvalFor(leaver, request, shown))
		const { ownerDb } = world.database
		await ownerDb.update(users).set({ disabledAt: new Date() }).where(eq(users.id, leaver.id))
		const half = await approveRequest(one, await approvalFor(one, request, shown))
		expect(half).toMatchObject({ state: 'half_approved', notDecidable: expect.any(String) })
		expect(half.offers).not.toContain('approve')
		expect(await readRequest(other, { requestId: request.id })).toMatchObject({
			offers: expect.arrayContaining(['approve']),
		})
		expect(await approveRequest(other, await approvalFor(other, request, shown))).toMatchObject({
			state: 'applied',
		})
	})

	it('is enough once one is enough: whoever gave it is offered to apply it', async () => {
		const request = await ask()
		const half = await approveRequest(one, await approvalFor(one, request, shown))
		expect(half).toMatchObject({ state: 'half_approved', notDecidable: expect.any(String) })
		vi.spyOn(env(), 'approvals', 'get').mockReturnValue('second')
		const view = await readRequest(one, { requestId: request.id })
		expect(view).toMatchObject({ notDecidable: null, offers: expect.arrayContaining(['approve']) })
		expect(await approveRequest(one, await approvalFor(one, request, shown))).toMatchObject({
			state: 'applied',
		})
	})
})
