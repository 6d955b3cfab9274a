import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { entries, notifications } from '#lib/db/schema.ts'
import { fileRequest } from './file.ts'
import { daysAhead, requestFor } from './testing/forms.ts'

let world: World
let asker: Actor
let officer: Actor
beforeAll(async () => {
	world = await startWorld()
	asker = await world.person('support')
	officer = await world.person('officer')
})

describe('a request', () => {
	it('stands in the queue as it was asked for, in the record, and is told to whoever decides', async () => {
		const pair = await world.pair()
		const endsAt = daysAhead(7)
		const view = await fileRequest(asker, requestFor(pair, { endsAt }))
		expect(view).toMatchObject({
			...pair,
			kind: 'assign',
			state: 'open',
			endsAt,
			asker: { id: asker.id, name: asker.name, role: 'support' },
			userName: 'Avery Quill',
			stateBefore: 'not_assigned',
			offers: ['edit', 'withdraw', 'comment'],
			history: [{ action: 'request.filed', by: asker.name }],
			requestsBefore: 0,
		})
		const [entry] = await world.database.db.select().from(entries).where(eq(entries.requestId, view.id))
		expect(entry).toMatchObject({ requestState: 'open', source: 'requests_page', begins: true, ...pair })
		const told = await world.database.db
			.select()
			.from(notifications)
			.where(eq(notifications.requestId, view.id))
		expect(told.map(({ recipientId, kind }) => ({ recipientId, kind }))).toEqual([
			{ recipientId: officer.id, kind: 'filed' },
		])
	})
})
