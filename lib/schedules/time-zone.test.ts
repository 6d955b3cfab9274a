import { sql } from 'drizzle-orm'
import { beforeAll, expect, it, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { expireDue } from './expire.ts'
import { giveNotices } from './give-notices.ts'
import { listEnding } from './list.ts'
import { endingIn, letEndCome, readEnd } from './testing/set-end.ts'

/** The process and the database as far apart from UTC, and from each other, as clocks can be. */

let world: World
let asker: Actor
beforeAll(async () => {
	vi.stubEnv('TZ', 'Pacific/Kiritimati')
	vi.stubEnv('EXPIRY_NOTICE_DAYS', '1')
	world = await startWorld()
	const name = sql.identifier(world.database.name)
	await world.database.ownerDb.execute(sql`alter database ${name} set timezone to 'Pacific/Pago_Pago'`)
	asker = await world.person('officer')
})

it('a process and a database in other zones carry out what has come, and nothing that has not', async () => {
	const { rows } = await getDatabase().execute(sql`show timezone`)
	expect([rows[0]?.TimeZone, new Date().getTimezoneOffset()]).toEqual(['Pacific/Pago_Pago', -14 * 60])

	const come = await endingIn(-1, asker, await world.pair())
	const inAnHour = await endingIn(3_600, asker, await world.pair())
	const inThirtyHours = await endingIn(30 * 3_600, asker, await world.pair())
	await expireDue()
	await giveNotices()
	expect(await readEnd(come.id)).toMatchObject({ state: 'ended' })
	expect(await readEnd(inAnHour.id)).toMatchObject({ state: 'set', attempts: 0, noticedDays: 1 })
	expect(await readEnd(inThirtyHours.id)).toMatchObject({ state: 'set', attempts: 0, noticedDays: null })
	expect((await listEnding(asker)).map(({ id, isLate }) => ({ id, isLate }))).toEqual([
		{ id: inAnHour.id, isLate: false },
	])

	await letEndCome(world, inAnHour.id)
	await expireDue()
	expect(await readEnd(inAnHour.id)).toMatchObject({ state: 'ended' })
})

it('the words of an end are in UTC wherever it is carried out', async () => {
	const end = await endingIn(-1, asker, await world.pair())
	await expireDue()
	const { changeId } = await readEnd(end.id)
	const [change] = await getDatabase().select().from(changes).where(sql`${changes.id} = ${changeId}`)
	const [, hour] = /, (\d\d):\d\d UTC, had come/.exec(change?.reason ?? '') ?? []
	expect(Number(hour)).toBe(end.endsAt.getUTCHours())
})
