import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { countChanges } from './changes-over-time.ts'
import { signedIn, tell } from './testing/told.ts'

const database = await createTestDatabase()
vi.stubEnv('DATABASE_URL', database.appUrl)
afterAll(() => getDatabase().$client.end())
const today = new Date().toISOString().slice(0, 10)
let officer: Actor

beforeAll(async () => {
	officer = await signedIn('officer', 'Jo')
	const change = { by: officer, groupId: 'g', userId: '1', active: true, reason: 'Covers it.', ticket: null }
	await tell(database.db, [{ ...change, source: 'assign_page', states: ['applied'] }])
})

test('days without a change are counted too', async () => {
	const { unit, periods } = await countChanges(officer, { range: '7d' })
	expect([unit, periods.length]).toEqual(['day', 7])
	expect(periods.at(-1)).toMatchObject({ from: today, applied: 1 })
})

test('a day that is centuries away makes no bars for the years before the record', async () => {
	const { unit, periods } = await countChanges(officer, { from: '0000-01-01' })
	expect([unit, periods]).toEqual(['day', [expect.objectContaining({ from: today, applied: 1 })]])
})
