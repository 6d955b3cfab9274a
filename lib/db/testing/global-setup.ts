import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../migrate.ts'
import { appRole, ensureDatabase, ensureRoles, ownerRole, roleUrl } from '../roles.ts'
import { startPostgres } from './postgres-server.ts'

/** What test files are given to reach the one server of the run. */
export interface TestServer {
	superuserUrl: string
	ownerPassword: string
	appPassword: string
	/** A migrated database that nobody is connected to. */
	template: string
}

declare module 'vitest' {
	interface ProvidedContext {
		postgres: TestServer
	}
}

/** One PostgreSQL per run, with both roles and a migrated database to copy; stopped whatever the tests did. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
	const server = await startPostgres()
	try {
		const passwords = { ownerPassword: 'owner-for-tests', appPassword: 'app-for-tests' }
		const template = 'scopekeeper_template'
		await ensureRoles(server.superuserUrl, passwords)
		await ensureDatabase(server.superuserUrl, template)
		const ownerUrl = roleUrl(server.superuserUrl, ownerRole, passwords.ownerPassword, template)
		await migrateDatabase({ ownerUrl, appRole })
		project.provide('postgres', { superuserUrl: server.superuserUrl, ...passwords, template })
	} catch (error) {
		await server.stop()
		throw error
	}
	return () => server.stop()
}
