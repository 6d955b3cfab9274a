import { randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import { appendEntries } from '#lib/ledger/append.ts'
import { migrateDatabase, requireMigrated } from './migrate.ts'
import { appRole, ownerRole } from './roles.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

async function asSuperuser(database: TestDatabase, ...statements: string[]): Promise<void> {
	const client = new Client({
		connectionString: database.superuserUrl.replace(/\/postgres$/, `/${database.name}`),
	})
	await client.connect()
	for (const statement of statements) await client.query(statement)
	await client.end()
}

const someEntry = { action: 'attempt.refused', actor: null, details: {} } as const

test('migrations of an empty database from three places at once apply each step once, and leave one that works', async () => {
	const { ownerUrl, db } = await createTestDatabase({ migrated: false })
	const steps: string[] = []
	const onStep = (line: string) => steps.push(line)
	await Promise.all([1, 2, 3].map(() => migrateDatabase({ ownerUrl, appRole, onStep })))
	const applied = steps.filter((line) => line.startsWith('Applied'))
	const known = globSync('*.sql', { cwd: join(import.meta.dirname, 'migrations') }).sort()
	expect(applied).toEqual(known.map((file) => `Applied migration ${file.replace('.sql', '')}.`))
	expect(steps.filter((line) => line === 'The database is up to date.')).toHaveLength(3)
	expect(await appendEntries(db, [someEntry])).toEqual([1])
})

test('a migrated database is left as it is, its record with it', async () => {
	const { ownerUrl, db } = await createTestDatabase()
	await appendEntries(db, [someEntry])
	await migrateDatabase({ ownerUrl, appRole })
	expect(await appendEntries(db, [someEntry])).toEqual([2])
})

test('rights that the app’s role was given beyond its own are taken back', async () => {
	const { ownerUrl, ownerDb, db } = await createTestDatabase()
	await ownerDb.execute(sql.raw(`grant all on entries, nodes, gate, changes to ${appRole}, public`))
	await migrateDatabase({ ownerUrl, appRole })
	await expect(db.execute(sql`delete from entries`)).rejects.toMatchObject({ cause: { code: '42501' } })
	await expect(db.execute(sql`delete from changes`)).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('the app’s role sees that a database is up to date', async () => {
	const { appUrl } = await createTestDatabase()
	await expect(requireMigrated(appUrl)).resolves.toBeUndefined()
})

describe('refused, with what to do about it:', () => {
	test('a database without tables, where only the app’s role is known', async () => {
		const { appUrl } = await createTestDatabase({ migrated: false })
		await expect(requireMigrated(appUrl)).rejects.toThrow('npm run migrate')
	})

	test.each([
		['older', 1, 'npm run migrate'],
		['newer', 9_999_999_999_999, 'newer version of Scopekeeper'],
	])(
		'a database that is %s than the code, where only the app’s role is known',
		async (_, migration, words) => {
			const { appUrl, ownerDb } = await createTestDatabase()
			await ownerDb.execute(sql.raw(`comment on table entries is 'Scopekeeper, migration ${migration}'`))
			await expect(requireMigrated(appUrl)).rejects.toThrow(words)
		},
	)

	test('a database newer than the code', async () => {
		const { ownerUrl, ownerDb } = await createTestDatabase()
		await ownerDb.execute(
			sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${Date.now() + 1e12})`,
		)
		await expect(migrateDatabase({ ownerUrl, appRole })).rejects.toThrow('newer version of Scopekeeper')
	})

	test('a role that does not exist', async () => {
		const { ownerUrl } = await createTestDatabase()
		await expect(migrateDatabase({ ownerUrl, appRole: 'nobody' })).rejects.toThrow('no role “nobody”')
	})

	test('the owner’s role in the app’s place', async () => {
		const { ownerUrl } = await createTestDatabase()
		await expect(migrateDatabase({ ownerUrl, appRole: ownerRole })).rejects.toThrow(
			'could rewrite the record',
		)
	})

	test('a role that can become the owner', async () => {
		const database = await createTestDatabase()
		const role = `member_${randomUUID().slice(0, 8)}`
		await asSuperuser(database, `create role ${role}`, `grant ${ownerRole} to ${role}`)
		const migration = migrateDatabase({ ownerUrl: database.ownerUrl, appRole: role })
		await expect(migration).rejects.toThrow('could rewrite the record')
		await asSuperuser(database, `drop role ${role}`)
	})

	test('rights to write the record that only another role can take back', async () => {
		const database = await createTestDatabase()
		const role = `writer_${randomUUID().slice(0, 8)}`
		await asSuperuser(database, `create role ${role}`, `grant pg_write_all_data to ${role}`)
		const migration = migrateDatabase({ ownerUrl: database.ownerUrl, appRole: role })
		await expect(migration).rejects.toThrow('write to the record')
		await asSuperuser(database, `drop role ${role}`)
	})
})
