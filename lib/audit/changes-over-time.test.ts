import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import { countChanges } from './changes-over-time.ts'
import { countMatching } from './count-matching.ts'
import { advanceDayCounts } from './day-counts.ts'
import { viewerOf } from './matching.ts'
import type { ChangesOverTime } from './schemas.ts'
import { signedIn, tell } from './testing/told.ts'

const database = await createTestDatabase()
vi.stubEnv('DATABASE_URL', database.appUrl)
afterAll(() => getDatabase().$client.end())
const today = new Date().toISOString().slice(0, 10)
let officer: Actor

const asked = { groupId: 'g', userId: '1', active: true, reason: 'Covers it.', ticket: null }

beforeAll(async () => {
	officer = await signedIn('officer', 'Jo')
	await tell(database.db, [{ ...asked, by: officer, source: 'assign_page', states: ['applied'] }])
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

const sum = (one: ChangesOverTime, other: ChangesOverTime) =>
	one.periods.map((period, at) => ({
		...period,
		applied: period.applied + (other.periods[at]?.applied ?? 0),
		unknown: period.unknown + (other.periods[at]?.unknown ?? 0),
		refused: period.refused + (other.periods[at]?.refused ?? 0),
	}))

/** What an entry tells of one of a few changes. */
const states = ['applied', 'refused', 'not_sent', 'unknown', 'pending', 'not_applied', 'closed'] as const
const toldOf = fc.record({ change: fc.nat(3), state: fc.constantFrom(...states) })
const turn = fc.oneof(toldOf, toldOf, fc.constant('count' as const))

/** A change that is told of for the first time is intended just before. */
function entriesOf(change: string, active: boolean, isNew: boolean, state: Entry['state']): Entry[] {
	const about = {
		changeId: change,
		operationId: randomUUID(),
		groupId: 'g',
		userId: '1',
		active,
		details: {},
	}
	const { issuer, subject } = officer
	const intent = {
		...about,
		action: 'change.intended',
		actor: { issuer, subject },
		state: 'pending',
	} as const
	return [...(isNew ? [intent] : []), { ...about, action: 'change.applied', actor: null, state }]
}

test('the counts that are kept say what the record says, wherever between two entries they were taken', async () => {
	const auditor = await signedIn('auditor', 'Ada')
	await fc.assert(
		fc.asyncProperty(fc.array(turn, { maxLength: 15 }), async (turns) => {
			const ids = Array.from({ length: 4 }, () => randomUUID())
			const begun = new Set<number>()
			for (const one of turns) {
				if (one === 'count') {
					await advanceDayCounts()
					continue
				}
				const { change, state } = one
				const entries = entriesOf(ids[change] ?? '', change % 2 === 0, !begun.has(change), state)
				await appendEntries(database.db, entries)
				begun.add(change)
			}
			const kept = await countChanges(auditor, { range: '7d' })
			const assigned = await countChanges(auditor, { range: '7d', action: 'assign' })
			const unassigned = await countChanges(auditor, { range: '7d', action: 'unassign' })
			expect(kept.periods).toEqual(sum(assigned, unassigned))
		}),
		{ numRuns: 40 },
	)
})

test('two that count at once count nothing twice', async () => {
	const auditor = await signedIn('auditor', 'Ada')
	await tell(database.db, [{ ...asked, by: officer, source: 'assign_page', states: ['refused'] }])
	const before = await countChanges(auditor, {})
	await Promise.all([advanceDayCounts(), advanceDayCounts(), advanceDayCounts()])
	expect(await countChanges(auditor, {})).toEqual(before)
})

test('of more changes than are counted at one look the newest are, and it is said how far back', async () => {
	const viewer = viewerOf(await signedIn('auditor', 'Ada'))
	const told = { ...asked, groupId: 'crowded', by: officer, source: 'assign_page' as const }
	await tell(database.db, [
		{ ...told, states: ['refused'] },
		{ ...told, states: ['applied'] },
		{ ...told, states: ['applied'] },
	])
	const filter = { group: 'crowded' }
	const whole = await countMatching(viewer, filter, 'day', 3)
	expect(whole).toEqual({
		counts: new Map([[today, { applied: 2, unknown: 0, refused: 1 }]]),
		countedFrom: null,
	})
	const cut = await countMatching(viewer, filter, 'day', 2)
	expect(cut).toEqual({
		counts: new Map([[today, { applied: 2, unknown: 0, refused: 0 }]]),
		countedFrom: today,
	})
	const refused = await countMatching(viewer, { ...filter, outcome: 'refused' }, 'day', 2)
	expect(refused).toEqual({
		counts: new Map([[today, { applied: 0, unknown: 0, refused: 1 }]]),
		countedFrom: null,
	})
	const applied = await countMatching(viewer, { ...filter, outcome: 'applied' }, 'day', 1)
	expect(applied).toEqual({
		counts: new Map([[today, { applied: 1, unknown: 0, refused: 0 }]]),
		countedFrom: today,
	})
})
