import { asc, eq } from 'drizzle-orm'
import { beforeAll, expect, it, vi } from 'vitest'
import { entries } from '#lib/db/record-schema.ts'
import { env } from '#lib/env.ts'
import { recordApprovals } from './record-approvals.ts'
import { startWorld, type World } from './testing/world.ts'

let world: World
beforeAll(async () => {
	world = await startWorld({ approvals: 'second' })
})

const recorded = async () => {
	const rows = await world.database.db
		.select({ text: entries.text, details: entries.details, source: entries.source })
		.from(entries)
		.where(eq(entries.action, 'setting.approvals'))
		.orderBy(asc(entries.seq))
	return rows.map(({ text, details, source }) => ({
		to: JSON.parse(text).body.approvals,
		from: JSON.parse(details ?? '').from,
		source,
	}))
}

it('the setting in force is recorded once by processes that start at once, and not again at later starts', async () => {
	await Promise.all(Array.from({ length: 5 }, recordApprovals))
	await recordApprovals()
	expect(await recorded()).toEqual([{ to: 'second', from: null, source: 'console' }])
})

it('another setting is recorded with the one before it, and so is the way back', async () => {
	const change = async (approvals: 'direct' | 'second') => {
		vi.spyOn(env(), 'approvals', 'get').mockReturnValue(approvals)
		await recordApprovals()
	}
	await change('direct')
	await change('direct')
	await change('second')
	expect((await recorded()).slice(1)).toEqual([
		{ to: 'direct', from: 'second', source: 'console' },
		{ to: 'second', from: 'direct', source: 'console' },
	])
})
