import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { users } from '#lib/db/schema.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { listOperations } from './list.ts'
import type { AuditAction, AuditOutcome } from './rules.ts'
import type { AuditFilter } from './schemas.ts'
import { signedIn, type Told, tell } from './testing/told.ts'

const database = await createTestDatabase()
vi.stubEnv('DATABASE_URL', database.appUrl)
afterAll(() => getDatabase().$client.end())

type Noted = Told & { sequence: number }

let officers: Actor[]
let support: Actor
let auditor: Actor
let noted: Noted[]

const groupIds = ['g-1', 'g_2', 'g/3']
const userIds = ['11', '9007199254740993']
const reasons = ['Covers the desk while away', '100% of the DESK moves', 'Under_scored, “quoted”']

beforeAll(async () => {
	officers = await Promise.all(['Jo', 'Sam', 'Lena'].map((name) => signedIn('officer', name)))
	support = await signedIn('support', 'Priya')
	auditor = await signedIn('auditor', 'Ingrid')
	const person = fc.constantFrom(...officers)
	const change = fc.record({
		by: person,
		groupId: fc.constantFrom(...groupIds),
		userId: fc.constantFrom(...userIds),
		active: fc.boolean(),
		reason: fc.constantFrom(...reasons),
		ticket: fc.constantFrom('CMP-4821', 'inc-7', null),
		source: fc.constantFrom('assign_page' as const, 'undo' as const, 'break_glass' as const),
		states: fc.constantFrom<Told['states']>(
			['applied'],
			['refused'],
			['unknown', 'applied'],
			['unknown', 'not_applied'],
			['unknown', 'pending', 'unknown', 'closed'],
			['not_sent'],
			[],
		),
		lastBy: person,
	})
	const told: Told[] = fc
		.sample(change, { numRuns: 240, seed: 7 })
		.map(({ lastBy, ...one }) => (one.states.at(-1) === 'closed' ? { ...one, lastBy } : one))
	const own: Told = { ...(told[0] as Told), by: support, states: [] }
	const all = [...told.slice(0, 100), own, ...told.slice(100), own]
	const sequences = await tell(database.db, all)
	noted = all.map((one, index) => ({ ...one, sequence: sequences[index] ?? 0 }))
})

/** The same filter, said the slow and obvious way. */
function fits(one: Noted, { person, action, outcome, group, user, source, text }: AuditFilter): boolean {
	const isAttempt = one.states.length === 0
	const did: Record<AuditAction, boolean> = {
		assign: one.active,
		unassign: !one.active,
		request: false,
		end: false,
		break_glass: one.source === 'break_glass' && !isAttempt,
		attempt: isAttempt,
		setting: false,
		access: false,
		sign_in: false,
		export: false,
		erasure: false,
		key: false,
	}
	const cameTo = (state: AuditOutcome) =>
		state === 'stopped' ? isAttempt : state !== 'open' && one.states.some((other) => other === state)
	const words = isAttempt ? null : `${one.reason} ${one.ticket ?? ''}`.toLowerCase()
	return [
		!person || one.by.id === person || (one.lastBy?.id === person && !isAttempt),
		!action || did[action],
		!outcome || cameTo(outcome),
		!group || one.groupId === group,
		!user || one.userId === user,
		!source || one.source === source,
		!text || (words?.includes(text.toLowerCase()) ?? false),
	].every(Boolean)
}

async function allPages(actor: Actor, filter: AuditFilter): Promise<number[]> {
	const seen: number[] = []
	for (let before: number | undefined; ; ) {
		const { operations, older } = await listOperations(actor, filter, before ? { before } : {})
		seen.push(...operations.map(({ sequence }) => sequence))
		if (older === null) return seen
		before = older
	}
}

describe('the list', () => {
	it('gives exactly the operations that fit a filter, newest first, over all pages', async () => {
		const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
		const filters = fc.record({
			person: some(fc.constantFrom(...officers.map(({ id }) => id))),
			action: some(fc.constantFrom<AuditAction>('assign', 'unassign', 'break_glass', 'attempt', 'export')),
			outcome: some(
				fc.constantFrom<AuditOutcome>('applied', 'refused', 'unknown', 'closed', 'stopped', 'open'),
			),
			group: some(fc.constantFrom(...groupIds)),
			user: some(fc.constantFrom(...userIds)),
			source: some(fc.constantFrom('assign_page' as const, 'undo' as const)),
			text: some(fc.constantFrom('desk', '100%', 'cmp-48', '_', '“quoted”', 'nowhere', '\\')),
		})
		await fc.assert(
			fc.asyncProperty(filters, async (filter) => {
				const expected = noted.filter((one) => fits(one, filter)).map(({ sequence }) => sequence)
				expect(await allPages(auditor, filter)).toEqual(expected.toReversed())
			}),
			{ numRuns: 60 },
		)
	})

	it('turns back from an older page to the newer one that it came from', async () => {
		const first = await listOperations(auditor, {}, {})
		const second = await listOperations(auditor, {}, { before: first.older })
		const back = await listOperations(auditor, {}, { after: second.newer })
		expect(back.operations).toEqual(first.operations)
		expect(back.newer).toBeNull()
	})

	it('gives the oldest page without going through the others', async () => {
		const { operations, older, newer } = await listOperations(auditor, {}, { after: 0 })
		expect(operations.at(-1)?.sequence).toBe(1)
		expect(older).toBeNull()
		expect(newer).toBe(operations[0]?.sequence)
	})

	it('shows support staff what they did themselves and nothing else, whatever they filter by', async () => {
		const own = noted.filter(({ by }) => by.id === support.id).map(({ sequence }) => sequence)
		expect(await allPages(support, {})).toEqual(own.toReversed())
		for (const { id } of officers) expect(await allPages(support, { person: id })).toEqual([])
	})

	it('says of an operation how it went, who had a hand in it, and that it was unknown for a while', async () => {
		const closed = noted.find(({ states }) => states.at(-1) === 'closed')
		const { operations } = await listOperations(auditor, {}, { before: (closed?.sequence ?? 0) + 1 })
		expect(operations[0]).toMatchObject({
			sequence: closed?.sequence,
			by: { name: closed?.by.name },
			reason: closed?.reason,
			outcome: 'closed',
			wasUnknown: true,
		})
		expect(operations[0]?.entries.map(({ action, by }) => [action, by?.name])).toEqual([
			['change.intended', closed?.by.name],
			['change.unknown', undefined],
			['change.sent_again', undefined],
			['change.unknown', undefined],
			['change.closed', closed?.lastBy?.name],
		])
	})

	it.each([
		{ range: 'yesterday' },
		{ from: '2026-02-31x' },
		{ from: '2026-02-31' },
		{ to: '2026-04-31' },
		{ from: '2026-03-01', to: '2026-02-01' },
		{ person: 'jo' },
		{ user: '0' },
		{ group: '..' },
		{ outcome: 'fine' },
		{ text: 'x'.repeat(201) },
	])('refuses a filter that cannot be: %o', async (filter) => {
		await expect(listOperations(auditor, filter, {})).rejects.toMatchObject({ code: 'invalid_input' })
	})

	it('keeps to the days that are asked for', async () => {
		const today = new Date().toISOString().slice(0, 10)
		expect(await allPages(auditor, { from: today, to: today })).toHaveLength(noted.length)
		expect(await allPages(auditor, { to: '2020-01-01' })).toEqual([])
		expect(await allPages(auditor, { from: '2999-01-01' })).toEqual([])
		expect(await allPages(auditor, { range: 'today' })).toHaveLength(noted.length)
	})

	it('names people as they were called when they acted', async () => {
		const before = await listOperations(support, {}, {})
		await database.db.update(users).set({ name: 'Somebody else' }).where(eq(users.id, support.id))
		const { operations } = await listOperations(support, {}, {})
		expect(operations.map(({ by }) => by)).toEqual(before.operations.map(({ by }) => by))
		expect(operations[0]?.by?.name).toBe('Priya')
	})

	it('takes a refused attempt for no part of the change that it names', async () => {
		const changeId = randomUUID()
		const who = ({ issuer, subject }: Actor) => ({ issuer, subject })
		const [one, other] = await Promise.all([signedIn('officer', 'One'), signedIn('officer', 'Other')])
		const change = { changeId, groupId: 'named', userId: '1', active: true, details: {} }
		const sequences = await appendEntries(database.db, [
			{ ...change, action: 'change.intended', actor: who(one), state: 'pending', source: 'assign_page' },
			{ ...change, action: 'change.applied', actor: null, state: 'applied' },
			{ ...change, action: 'change.closed', actor: who(other), state: 'closed' },
			{ ...change, action: 'attempt.refused', actor: who(one), source: 'undo' },
		])
		expect(await allPages(auditor, { group: 'named' })).toEqual([sequences[3], sequences[0]])
		expect(await allPages(auditor, { group: 'named', outcome: 'applied' })).toEqual([sequences[0]])
		expect(await allPages(auditor, { group: 'named', person: other.id })).toEqual([sequences[0]])
	})
})
