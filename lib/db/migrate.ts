import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import { AppError } from '#lib/errors.ts'
import { grantToApp } from './grants.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number that nothing else locks in this database: "scope" in ASCII. */
const migrationLock = 0x73636f7065

async function newestApplied(client: Client): Promise<number> {
	const { rows: tables } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as name`)
	if (tables[0]?.name === null) return 0
	const { rows } = await client.query('select max(created_at) as newest from drizzle.__drizzle_migrations')
	return Number(rows[0]?.newest ?? 0)
}

async function refuseNewerDatabase(client: Client): Promise<void> {
	const newestKnown = Math.max(...readMigrationFiles({ migrationsFolder }).map((file) => file.folderMillis))
	if ((await newestApplied(client)) <= newestKnown) return
	throw new AppError(
		'database_unavailable',
		'The database was made by a newer version of Scopekeeper than this one. Start that version, or a newer one.',
	)
}

/**
 * Brings the database to this version's tables, and gives the app's role its rights and no others. Safe from
 * two places at once: the second waits and finds nothing to do.
 *
 * @throws AppError `database_unavailable` where the database is newer than this code, or `appRole` is missing, is
 * the owner, or could become the owner
 */
export async function migrateDatabase({
	ownerUrl,
	appRole,
}: {
	ownerUrl: string
	appRole: string
}): Promise<void> {
	const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
	client.on('error', () => {})
	await client.connect()
	try {
		await client.query(`set search_path = public`)
		await client.query(`set client_min_messages = warning`)
		await client.query('select pg_advisory_lock($1)', [migrationLock])
		await refuseNewerDatabase(client)
		await migrate(drizzle(client), { migrationsFolder })
		await grantToApp(client, appRole)
	} finally {
		await client.end()
	}
}
