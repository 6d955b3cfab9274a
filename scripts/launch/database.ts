import { Client } from 'pg'
import { AppError } from '#lib/errors.ts'

const oldestMajorVersion = 15

/** What the server's refusal means for the person who wrote the address. */
const refusals: Record<string, string> = {
	'28P01': 'refused the password',
	'28000': 'refused the user',
	'3D000': 'has no such database',
	'53300': 'takes no more connections',
	'57P03': 'is starting up or shutting down',
}

function reasonFor(error: unknown): string {
	const { code = '', message = '' } = error as { code?: string; message?: string }
	const refusal = refusals[code]
	if (refusal) return refusal
	return `does not answer (${code || message || 'no reason given'})`
}

/**
 * Connects once to see that a database of the person's own is there and new enough.
 *
 * @param variable which variable named it
 * @throws AppError `database_unavailable`
 */
export async function requireDatabase(variable: string, url: string): Promise<void> {
	const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
	client.on('error', () => {})
	const { host, pathname } = new URL(url)
	const name = `The database${pathname.length > 1 ? ` “${decodeURIComponent(pathname.slice(1))}”` : ''} at ${host}`
	try {
		await client.connect()
		const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
		const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000)
		if (version < oldestMajorVersion) {
			throw new AppError(
				'database_unavailable',
				`${name} is PostgreSQL ${version}, and Scopekeeper needs ${oldestMajorVersion} or newer: set ${variable} to a newer one.`,
			)
		}
	} catch (cause) {
		if (cause instanceof AppError) throw cause
		throw new AppError(
			'database_unavailable',
			`${name} ${reasonFor(cause)}: check ${variable}, and that PostgreSQL runs there.`,
			{ cause },
		)
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
	const appRole = decodeURIComponent(new URL(databaseUrl).username)
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
