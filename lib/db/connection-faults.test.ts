import { sql } from 'drizzle-orm'
import { describe, it } from 'vitest'
import { asDatabaseFailure } from '#lib/database-failures.ts'
import { createDatabase, type Database } from './client.ts'
import { type Fault, type FaultyConnection, startFaultyConnection } from './testing/faulty-connection.ts'
import { createTestDatabase } from './testing/test-database.ts'

const { appUrl } = await createTestDatabase()

const faults: [string, Fault][] = [
	['is cut before it reaches the server', { reachesServer: false, ends: 'cut' }],
	['is cut before its answer comes', { reachesServer: true, ends: 'cut' }],
	['is swallowed', { reachesServer: false, ends: 'silence' }],
	['is done but its answer swallowed', { reachesServer: true, ends: 'silence' }],
]

/** A pool of one connection, so that one that does not come back is missed at once. */
async function overFaultyConnection(perform: (db: Database, way: FaultyConnection) => Promise<void>) {
	const way = await startFaultyConnection(appUrl)
	const db = createDatabase(way.url, { maxConnections: 1, longestUseMs: 2_000 })
	try {
		await perform(db, way)
	} finally {
		await db.$client.end()
		await way.close()
	}
}

const one = (db: Pick<Database, 'execute'>) => db.execute(sql`select 1 as one`)

describe.concurrent.each(faults)('where a statement %s', (_what, fault) => {
	it('the database does not answer, and the next query takes another connection', async ({ expect }) => {
		await overFaultyConnection(async (db, way) => {
			await one(db)
			way.failAt(2, fault)
			const failure = await one(db).catch(asDatabaseFailure)
			expect(failure).toMatchObject({ code: 'database_unavailable' })
			expect((await one(db)).rows).toEqual([{ one: 1 }])
		})
	})

	it.for([
		['BEGIN', 1],
		['a statement', 2],
		['COMMIT', 3],
	] as const)(
		'and it is %s of a transaction, that connection is not lost to the pool',
		async ([_name, number], { expect }) => {
			await overFaultyConnection(async (db, way) => {
				way.failAt(number, fault)
				const failure = await db.transaction(one).catch(asDatabaseFailure)
				expect(failure).toMatchObject({ code: 'database_unavailable' })
				expect(db.$client.idleCount).toBe(db.$client.totalCount)
				expect((await db.transaction(one)).rows).toEqual([{ one: 1 }])
			})
		},
	)
})
