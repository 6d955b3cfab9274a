import { readDatabaseAddress } from '#lib/database-address.ts'
import { describeConnectFailure } from '#lib/db/connect-failure.ts'
import { connectClient } from '#lib/db/connection.ts'
import { AppError } from '#lib/errors.ts'

export const oldestMajorVersion = 15

/** The database of an address, in words without its password. */
export function databaseName(url: string): string {
	const { database, shownHost } = readDatabaseAddress(url)
	return `The database${database ? ` “${database}”` : ''} at ${shownHost}`
}

/**
 * Connects once to see that a database of the person's own is there and new enough.
 *
 * @param variable which variable named it
 * @throws AppError `database_unavailable`, or `invalid_input` where a file that the address names cannot be read
 */
export async function requireDatabase(variable: string, url: string): Promise<void> {
	const name = databaseName(url)
	const version = await readMajorVersion(url).catch((cause) => {
		if (cause instanceof AppError) throw cause
		const { reason, advice } = describeConnectFailure(cause)
		const sentence = `${name} ${reason}: check ${variable}${advice ? `, and ${advice}` : ''}.`
		throw new AppError('database_unavailable', sentence, { cause })
	})
	if (version >= oldestMajorVersion) return
	throw new AppError(
		'database_unavailable',
		`${name} is PostgreSQL ${version}, and Scopekeeper needs ${oldestMajorVersion} or newer: set ${variable} to a newer one.`,
	)
}

async function readMajorVersion(url: string): Promise<number> {
	const client = await connectClient(url, { connectMs: 5000 })
	try {
		const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
		return Math.floor(Number(rows[0]?.server_version_num) / 10_000)
	} finally {
		await client.end().catch(() => {})
	}
}

/** Large, needed by no start that is refused, and read by then: see the start of the embedded database. */
const migrations = () => import('#lib/db/migrate.ts')

async function sayWhy<T>(work: Promise<T>): Promise<T> {
	return work.catch((cause: Error) => {
		if (cause instanceof AppError) throw cause
		const sentence = `The database could not be brought up to date: ${cause.message}.`
		throw new AppError('database_unavailable', sentence, { cause })
	})
}

/**
 * Brings a database up to date, under its owner.
 *
 * @param onStep is told of each step in a line
 * @throws AppError where that cannot be done
 */
export async function migrate(
	databaseUrl: string,
	ownerUrl: string,
	onStep?: (line: string) => void,
): Promise<void> {
	const appRole = readDatabaseAddress(databaseUrl).user
	if (!appRole) {
		throw new AppError('invalid_input', 'DATABASE_URL must name the user that the console signs in as.')
	}
	const { migrateDatabase } = await migrations()
	await sayWhy(migrateDatabase({ ownerUrl, appRole, onStep }))
}

/**
 * Sees to it that a database is up to date where its owner's address is not known here.
 *
 * @throws AppError where it is not
 */
export async function requireMigrated(databaseUrl: string): Promise<void> {
	const { requireMigrated: look } = await migrations()
	await sayWhy(look(databaseUrl))
}
