import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
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
		const superuserUrl = `postgresql://${superuser}:${superuserPassword}@127.0.0.1:${port}/postgres`
		await spareTheDisk(superuserUrl)
		return {
			superuserUrl,
			ownerPassword,
			appPassword,
			stop: () => child.stop().then(remove),
		}
	} catch (error) {
		await remove()
		throw error
	}
}

/** No test takes this machine's power away: what is committed outlives every process that is killed all the same. */
async function spareTheDisk(superuserUrl: string): Promise<void> {
	const client = new Client(superuserUrl)
	await client.connect()
	try {
		await client.query('alter system set fsync = off')
		await client.query('alter system set full_page_writes = off')
		await client.query('select pg_reload_conf()')
	} finally {
		await client.end()
	}
}
