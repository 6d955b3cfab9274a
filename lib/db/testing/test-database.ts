import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { createDatabase, type Database } from '../client.ts'
import { appRole, ensureDatabase, ownerRole, roleUrl } from '../roles.ts'

export interface TestDatabase {
	name: string
	/** As the app's role: what the console itself uses. */
	db: Database
	appUrl: string
	/** As the owner: to look behind, and to prepare what the app's role may not. */
	ownerDb: Database
	ownerUrl: string
	superuserUrl: string
}

/**
 * A database for the test file that asks, at the top of the file or in `beforeAll`: a fresh copy of the migrated
 * one, or an empty one. Its connections are closed after the file's last test.
 */
export async function createTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
	const { superuserUrl, ownerPassword, appPassword, template } = inject('postgres')
	const name = `test_${randomUUID().replaceAll('-', '')}`
	await ensureDatabase(superuserUrl, name, options.migrated === false ? undefined : template)
	const appUrl = roleUrl(superuserUrl, appRole, appPassword, name)
	const ownerUrl = roleUrl(superuserUrl, ownerRole, ownerPassword, name)
	const [db, ownerDb] = [createDatabase(appUrl), createDatabase(ownerUrl)]
	afterAll(async () => {
		await Promise.all([db.$client.end(), ownerDb.$client.end()])
	})
	return { name, db, appUrl, ownerDb, ownerUrl, superuserUrl }
}
