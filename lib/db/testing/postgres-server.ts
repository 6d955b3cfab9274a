import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../../scripts/launch/postgres.ts'
import { openCluster, superuser } from '../../../scripts/launch/postgres-cluster.ts'

export interface PostgresServer {
	/** The database `postgres`, as the superuser. */
	superuserUrl: string
	ownerPassword: string
	appPassword: string
	stop(): Promise<void>
}

/**
 * The very PostgreSQL that the launcher embeds, both roles made, with data of its own under the system's temporary
 * folder, which `stop` removes. It ends with this process, however that ends.
 *
 * @throws AppError with a sentence where it does not start
 */
export async function startTestServer(): Promise<PostgresServer> {
	const folder = await mkdtemp(join(tmpdir(), 'scopekeeper-tests-'))
	// Started by root, the server runs as another user, who must be able to enter the folder.
	await chmod(folder, 0o755)
	const remove = () => rm(folder, { recursive: true, force: true })
	try {
		const { child } = await startPostgres(folder)
		const { settings } = await openCluster(folder)
		const { port, superuserPassword, ownerPassword, appPassword } = settings
		return {
			superuserUrl: `postgresql://${superuser}:${superuserPassword}@127.0.0.1:${port}/postgres`,
			ownerPassword,
			appPassword,
			stop: () => child.stop().then(remove),
		}
	} catch (error) {
		await remove()
		throw error
	}
}
