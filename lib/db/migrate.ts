import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { Client } from 'pg'
import { AppError } from '#lib/errors.ts'
import { connectClient } from './connection.ts'
import { grantToApp } from './grants.ts'
import { markerFor, migrationsAfter, newestKnown, readApplied } from './version.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number that nothing else locks in this database: "scope" in ASCII. */
const migrationLock = 0x73636f7065

async function newestApplied(client: Client): Promise<number> {
	const { rows: tables } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as name`)
	if (tables[0]?.name === null) return 0
	const { rows } = await client.query('select max(created_at) as newest from drizzle.__drizzle_migrations')
	return Number(rows[0]?.newest ?? 0)
}

function refuseNewer(applied: number): void {
	if (applied <= newestKnown) return
	throw new AppError(
		'database_unavailable',
		'The database was made by a newer version of Scopekeeper than this one. Start that version, or a newer one.',
	)
}

/**
 * Sees to it, as the app's role, that the database has this version's tables: for an installation whose
 * migrations are applied elsewhere, by someone who holds the owner's address.
 *
 * @throws AppError `database_unavailable` where it is older than this code, or newer
 */
export async function requireMigrated(appUrl: string): Promise<void> {
	const client = await connectClient(appUrl)
	try {
		const applied = await readApplied(client)
		refuseNewer(applied)
		if (applied === newestKnown) return
		throw new AppError(
			'database_unavailable',
			'The database does not have this version’s tables yet: run `npm run migrate` (in an image: `node scripts/migrate/main.ts`) with DATABASE_OWNER_URL set to the address of the tables’ owner.',
		)
	} finally {
		await client.end()
	}
}

/** One after the other over all places, for as long as the connection lasts. */
async function lockMigrations(client: Client, onStep: (line: string) => void): Promise<void> {
	const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [migrationLock])
	if (rows[0]?.locked === true) return
	onStep('Waiting for a migration that another process runs.')
	await client.query('select pg_advisory_lock($1)', [migrationLock])
}

/**
 * Brings the database to this version's tables, and gives the app's role its rights and no others. Safe from
 * two places at once: the second waits and finds nothing to do. All that is missing is applied, or nothing.
 *
 * @param options.onStep is told of each step that is done, in a line
 * @throws AppError `database_unavailable` where the database is newer than this code, or `appRole` is missing, is
 * the owner, or could become the owner
 */
export async function migrateDatabase({
	ownerUrl,
	appRole,
	onStep = () => {},
}: {
	ownerUrl: string
	appRole: string
	onStep?: ((line: string) => void) | undefined
}): Promise<void> {
	const client = await connectClient(ownerUrl)
	try {
		await client.query(`set search_path = public`)
		await client.query(`set client_min_messages = warning`)
		await lockMigrations(client, onStep)
		const before = await newestApplied(client)
		refuseNewer(before)
		await migrate(drizzle(client), { migrationsFolder })
		for (const name of migrationsAfter(before)) onStep(`Applied migration ${name}.`)
		await grantToApp(client, appRole)
		onStep(`Gave the role “${appRole}” its rights.`)
		await client.query(`comment on table entries is '${markerFor(newestKnown)}'`)
		onStep('The database is up to date.')
	} finally {
		await client.end()
	}
}
