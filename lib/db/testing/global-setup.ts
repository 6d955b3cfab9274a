import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../migrate.ts'
import { appRole, ensureDatabase, ownerRole, roleUrl } from '../roles.ts'
import { startTestServer } from './postgres-server.ts'

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
	const { superuserUrl, ownerPassword, appPassword, stop } = await startTestServer()
	try {
		const template = 'scopekeeper_template'
		await ensureDatabase(superuserUrl, template)
		const ownerUrl = roleUrl(superuserUrl, ownerRole, ownerPassword, template)
		await migrateDatabase({ ownerUrl, appRole })
		project.provide('postgres', { superuserUrl, ownerPassword, appPassword, template })
	} catch (error) {
		await stop()
		throw error
	}
	return stop
}
