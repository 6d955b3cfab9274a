import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { createDatabase, type Database } from '#lib/db/client.ts'
import { ownerRole, roleUrl } from '#lib/db/roles.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { requireDatabase } from '../launch/database.ts'
import { readIfThere } from '../launch/files.ts'

function embeddedOwnerUrl(dataDir: string): string {
	const text = readIfThere(join(dataDir, 'postgres.json'))
	if (!text) {
		throw new AppError(
			'database_unavailable',
			`There is no database in ${dataDir}: set DATA_DIR to the console’s, or DATABASE_OWNER_URL to its database.`,
		)
	}
	// Written by the launcher alone.
	const { port, ownerPassword } = JSON.parse(text) as { port: number; ownerPassword: string }
	return roleUrl(`postgresql://127.0.0.1:${port}/`, ownerRole, ownerPassword)
}

async function requireEmbedded(url: string, dataDir: string): Promise<void> {
	await requireDatabase('DATA_DIR', url).catch((cause) => {
		throw new AppError(
			'database_unavailable',
			`The database in ${dataDir} does not run: start the console with \`npm start\`, and do this while it runs.`,
			{ cause },
		)
	})
}

/** Before anything is recorded as done that could not be. */
async function requireRights(db: Database): Promise<void> {
	const { rows } = await db.execute<{ may: boolean }>(
		sql`select has_table_privilege('entries', 'UPDATE') and has_table_privilege('changes', 'UPDATE') as may`,
	)
	if (rows[0]?.may) return
	throw new AppError(
		'invalid_input',
		'The user of DATABASE_OWNER_URL does not own the record, so it cannot erase from it: give the owner’s.',
	)
}

async function open(url: string): Promise<Database> {
	const db = createDatabase(url)
	await requireRights(db).catch(async (error) => {
		await db.$client.end()
		throw error
	})
	return db
}

/**
 * The record's database under its owner's role: the one that DATABASE_OWNER_URL names, or the console's own, which
 * runs while the console does.
 * @throws AppError with one sentence where there is none, or it does not answer
 */
export async function openOwnerDatabase(): Promise<Database> {
	const { dataDir, databaseUrl, databaseOwnerUrl } = env()
	if (databaseOwnerUrl) {
		await requireDatabase('DATABASE_OWNER_URL', databaseOwnerUrl)
		return open(databaseOwnerUrl)
	}
	if (databaseUrl) {
		throw new AppError(
			'invalid_input',
			'DATABASE_URL is set without DATABASE_OWNER_URL: only the owner of the record can erase from it. Set both.',
		)
	}
	const url = embeddedOwnerUrl(dataDir)
	await requireEmbedded(url, dataDir)
	return open(url)
}
