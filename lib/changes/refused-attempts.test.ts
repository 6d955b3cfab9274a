import { sql } from 'drizzle-orm'
import { beforeAll, expect, it, vi } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { recordOf } from './testing/record-of.ts'
import { startWorld, type World } from './testing/world.ts'

let world: World
beforeAll(async () => {
	world = await startWorld({ groups: 20 })
})

const warned = vi.spyOn(log(), 'warn').mockReturnValue()

it('of a person’s refused attempts 20 are recorded at once, each is refused, and the next tells of the others', async () => {
	const [eager, other] = [await world.person('auditor'), await world.person('auditor')]
	const attempt = (actor: typeof eager) =>
		recordingRefusals(actor, {}, async () => {
			throw new AppError('forbidden', 'Not you.')
		})
	const outcomes = await Promise.allSettled(Array.from({ length: 33 }, () => attempt(eager)))
	expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
		Array.from({ length: 33 }, () => 'forbidden'),
	)
	expect(await recordOf(world, eager)).toHaveLength(20)
	expect(warned).toHaveBeenLastCalledWith(
		{ kind: 'database', what: 'a refused attempt', leftOut: 13 },
		expect.any(String),
	)
	await expect(attempt(other)).rejects.toMatchObject({ code: 'forbidden' })
	expect(await recordOf(world, other)).toEqual(['refused: forbidden'])
	await world.database.ownerDb.execute(sql`update allowances set whole_at = now()`)
	await expect(attempt(eager)).rejects.toMatchObject({ code: 'forbidden' })
	const { rows } = await world.database.ownerDb.execute(
		sql`select details::jsonb -> 'leftOut' as "leftOut" from entries where actor_subject = ${eager.subject} order by seq desc limit 1`,
	)
	expect(rows).toEqual([{ leftOut: 13 }])
})
