import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import { appendEntries } from '#lib/ledger/append.ts'
import { migrateDatabase, requireMigrated } from './migrate.ts'
import { appRole, ownerRole } from './roles.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

const program = fileURLToPath(new URL('./migrate-main.ts', import.meta.url))

async function runProgram(...parameters: string[]) {
	const child = spawn(process.execPath, ['--conditions=react-server', program, ...parameters])
	const [output, errors, exitCode] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		new Promise((resolve) => child.once('exit', resolve)),
	])
	return { output, errors, exitCode }
}

async function asSuperuser(database: TestDatabase, ...statements: string[]): Promise<void> {
	const client = new Client({
		connectionString: database.superuserUrl.replace(/\/postgres$/, `/${database.name}`),
	})
	await client.connect()
	for (const statement of statements) await client.query(statement)
	await client.end()
}

const someEntry = { action: 'attempt.refused', actor: null, details: {} } as const

test('migrations of an empty database from three places at once leave one that works', async () => {
	const { ownerUrl, db } = await createTestDatabase({ migrated: false })
	await Promise.all([1, 2, 3].map(() => migrateDatabase({ ownerUrl, appRole })))
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
		await expect(requireMigrated(appUrl)).rejects.toThrow('DATABASE_OWNER_URL')
	})

	test.each([
		['older', 1, 'DATABASE_OWNER_URL'],
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

describe('the program', () => {
	test('says in one line that the database is up to date', async () => {
		const { ownerUrl } = await createTestDatabase({ migrated: false })
		expect(await runProgram(ownerUrl, appRole)).toEqual({
			output: 'The database is up to date.\n',
			errors: '',
			exitCode: 0,
		})
	})

	test.each([
		['no address', []],
		['a server that is not there', ['postgresql://me:topsecret@127.0.0.1:1/none', appRole]],
	])(
		'given %s, says why not in one line without the password and exits with 1',
		async (_name, parameters) => {
			const { output, errors, exitCode } = await runProgram(...parameters)
			expect({ output, exitCode }).toEqual({ output: '', exitCode: 1 })
			expect(errors).toMatch(/^[^\n]+\n$/)
			expect(errors).not.toContain('topsecret')
		},
	)

	test('given a wrong password, says so in one line', async () => {
		const { ownerUrl } = await createTestDatabase()
		const url = new URL(ownerUrl)
		url.password = 'topsecret'
		const { errors, exitCode } = await runProgram(url.href, appRole)
		expect(exitCode).toBe(1)
		expect(errors).toMatch(
			/^The database could not be brought up to date: password authentication failed[^\n]+\n$/,
		)
	})
})
