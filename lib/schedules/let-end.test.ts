import { and, desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { recordOf } from '#lib/changes/testing/record-of.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { entries } from '#lib/db/record-schema.ts'
import { letEnd } from './let-end.ts'
import { letEndCome, setEnd } from './testing/set-end.ts'

let world: World
let asker: Actor
let officer: Actor
beforeAll(async () => {
	world = await startWorld({ groups: 100 })
	asker = await world.person('support')
	officer = await world.person('officer')
})

const ending = async () => setEnd(asker, await world.pair(), { endsAt: new Date(Date.now() + 3_600_000) })

describe('letting an assignment end', () => {
	it('is for whoever asked for it, and for officers; the record says who', async () => {
		for (const actor of [asker, officer, await world.person('administrator')]) {
			const end = await ending()
			const view = await letEnd(actor, { scheduleId: end.id })
			expect(view).toMatchObject({ state: 'set', letEnd: { by: actor.name }, offers: ['extend'] })
			const [entry] = await world.database.db
				.select()
				.from(entries)
				.where(and(eq(entries.requestId, end.requestId), eq(entries.actorSubject, actor.subject)))
				.orderBy(desc(entries.seq))
			expect(entry).toMatchObject({ action: 'schedule.let_end', source: 'requests_page' })
			expect(entry?.details).toContain(actor.name)
		}
	})

	it('is not for another’s, nor for an auditor, whose attempt is recorded', async () => {
		const end = await ending()
		const auditor = await world.person('auditor')
		await expect(letEnd(auditor, { scheduleId: end.id })).rejects.toMatchObject({ code: 'forbidden' })
		expect(await recordOf(world, auditor)).toEqual(['refused: forbidden'])
		const other = await world.person('support')
		await expect(letEnd(other, { scheduleId: end.id })).rejects.toMatchObject({ code: 'not_found' })
	})

	it('is said once: the second person hears who said it, and it is recorded', async () => {
		const end = await ending()
		await letEnd(asker, { scheduleId: end.id })
		const second = await world.person('officer')
		await expect(letEnd(second, { scheduleId: end.id })).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringContaining(asker.name),
		})
		expect(await recordOf(world, second)).toEqual(['refused: conflict'])
	})

	it('is refused once the end has come', async () => {
		const end = await ending()
		await letEndCome(world, end.id)
		await expect(letEnd(officer, { scheduleId: end.id })).rejects.toMatchObject({ code: 'conflict' })
	})

	it('by two at the same moment is one entry and one conflict', async () => {
		const end = await ending()
		const [one, other] = [await world.person('officer'), await world.person('officer')]
		const outcomes = await Promise.allSettled([one, other].map((by) => letEnd(by, { scheduleId: end.id })))
		expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
		const recorded = [...(await recordOf(world, one)), ...(await recordOf(world, other))]
		expect(recorded.toSorted()).toEqual(['refused: conflict', 'schedule.let_end'])
	})
})
