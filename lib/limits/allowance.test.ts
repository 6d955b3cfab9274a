import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '#lib/db/client.ts'
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts'
import { sweepAllowances, takeForCaller, takeOne } from './allowance.ts'

let database: TestDatabase
let other: Database
beforeAll(async () => {
	database = await createTestDatabase()
	// Another instance of the console: what the two share is the database alone.
	other = createDatabase(database.appUrl)
})
afterAll(() => other.$client.end())

/** So slow that no test lasts until one comes back. */
const slow = (burst: number) => ({ burst, perMinute: 0.001 })
const countTaken = (waits: number[]) => waits.filter((waitS) => waitS === 0).length
const minutes = (waitS: number) => waitS / 60

describe('an allowance', () => {
	let run = 0

	it('gives what is its burst and never more, however many ask at once from two instances', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 12 }),
				fc.integer({ min: 1, max: 24 }),
				async (burst, asked) => {
					const name = `race ${run++}`
					const waits = await Promise.all(
						Array.from({ length: asked }, (_, turn) =>
							takeOne(turn % 2 === 0 ? database.db : other, name, slow(burst)),
						),
					)
					expect(countTaken(waits)).toBe(Math.min(burst, asked))
				},
			),
			{ numRuns: 100 },
		)
	})

	it('says after how many seconds one comes back, which is then there', async () => {
		const limit = { burst: 2, perMinute: 1 }
		const take = () => takeOne(database.db, 'waits', limit)
		expect([await take(), await take()]).toEqual([0, 0])
		const waitS = await take()
		expect(waitS).toBeGreaterThan(50)
		expect(waitS).toBeLessThanOrEqual(60)
		// As if that time had passed.
		await database.db.execute(
			sql`update allowances set whole_at = whole_at - ${waitS} * interval '1 second' where name = 'waits'`,
		)
		expect(await take()).toBe(0)
		expect(await take()).toBeGreaterThan(0)
	})

	it('does not grow past its burst while nobody asks', async () => {
		await takeOne(database.db, 'rests', slow(3))
		await database.db.execute(
			sql`update allowances set whole_at = now() - interval '1 year' where name = 'rests'`,
		)
		const waits: number[] = []
		for (let turn = 0; turn < 5; turn++) waits.push(await takeOne(database.db, 'rests', slow(3)))
		expect(countTaken(waits)).toBe(3)
	})

	it('is not used up by what was refused', async () => {
		const limit = { burst: 1, perMinute: 1 }
		await takeOne(database.db, 'refused', limit)
		for (let turn = 0; turn < 20; turn++) await takeOne(database.db, 'refused', limit)
		expect(minutes(await takeOne(database.db, 'refused', limit))).toBeLessThanOrEqual(1)
	})

	it('is forgotten once it is whole again, and not before', async () => {
		await takeOne(database.db, 'spent', slow(1))
		await takeOne(database.db, 'whole', slow(1))
		await database.db.execute(
			sql`update allowances set whole_at = now() - interval '1 second' where name = 'whole'`,
		)
		await sweepAllowances(database.db)
		const { rows } = await database.db.execute<{ name: string }>(
			sql`select name from allowances where name in ('spent', 'whole')`,
		)
		expect(rows).toEqual([{ name: 'spent' }])
	})
})

describe('a caller', () => {
	const rules = {
		person: { name: 'read', limit: slow(2) },
		place: { name: 'visit', limit: slow(3) },
	}
	const key = (letter: string) => letter.repeat(64)
	const sessionLimits = { idleMs: 30 * 60_000, maxMs: 12 * 3_600_000 }

	beforeAll(async () => {
		await database.ownerDb.execute(sql`
			insert into users (id, issuer, subject, name, role)
			values ('00000000-0000-4000-8000-000000000001', 'sandbox', 'avery.quill', 'Avery Quill', 'officer')`)
		for (const [letter, ended] of [
			['a', null],
			['b', null],
			['c', 'now'],
		] as const) {
			await database.ownerDb.execute(sql`
				insert into sessions (id, user_id, ended_at)
				values (${key(letter)}, '00000000-0000-4000-8000-000000000001', ${ended}::timestamptz)`)
		}
	})

	it('is the person, from all of their sessions and places together', async () => {
		const take = (session: string, place: string) =>
			takeForCaller(database.db, { sessionKey: key(session), sessionLimits, place }, rules)
		expect([await take('a', '192.0.2.1'), await take('b', '192.0.2.2')]).toEqual([0, 0])
		expect(await take('a', '192.0.2.3')).toBeGreaterThan(0)
		expect(await take('b', '192.0.2.4')).toBeGreaterThan(0)
	})

	it('takes several at once, all or none', async () => {
		const caller = { sessionKey: null, sessionLimits, place: '203.0.113.5' }
		const take = (many: number) => takeForCaller(database.db, caller, rules, many)
		expect(await take(2)).toBe(0)
		expect(await take(2)).toBeGreaterThan(0)
		expect(await take(1)).toBe(0)
		expect(await take(1)).toBeGreaterThan(0)
	})

	it('is the place where the session is none, is made up or has ended', async () => {
		const take = (sessionKey: string | null) =>
			takeForCaller(database.db, { sessionKey, sessionLimits, place: '198.51.100.7' }, rules)
		const waits = [await take(null), await take(key('f')), await take(key('c')), await take(key('e'))]
		expect(countTaken(waits)).toBe(3)
		expect(waits.at(-1)).toBeGreaterThan(0)
		const elsewhere = { sessionKey: null, sessionLimits, place: '198.51.100.8' }
		expect(await takeForCaller(database.db, elsewhere, rules)).toBe(0)
	})

	it.each([
		['was idle too long', 'last_seen_at', '31 minutes'],
		['is too old', 'created_at', '13 hours'],
	])('is not the person whose session %s', async (_, moment, age) => {
		const letter = moment === 'created_at' ? 'd' : '9'
		await database.ownerDb.execute(sql`
			insert into users (id, issuer, subject, name, role)
			values ('00000000-0000-4000-8000-000000000002', 'sandbox', 'lena.brandt', 'Lena Brandt', 'officer')
			on conflict do nothing`)
		await database.ownerDb.execute(sql`
			insert into sessions (id, user_id, ${sql.identifier(moment)})
			values (${key(letter)}, '00000000-0000-4000-8000-000000000002', now() - ${age}::interval)`)
		const caller = { sessionKey: key(letter), sessionLimits, place: `of ${moment}` }
		const waits: number[] = []
		for (let turn = 0; turn < 4; turn++) waits.push(await takeForCaller(database.db, caller, rules))
		// The place has three, the person two.
		expect(countTaken(waits)).toBe(3)
		const { rows } = await database.db.execute(
			sql`select from allowances where name = 'read 00000000-0000-4000-8000-000000000002'`,
		)
		expect(rows).toEqual([])
	})
})
