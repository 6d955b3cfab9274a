import 'server-only'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Client, Pool, type PoolClient } from 'pg'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { closeAtStop } from '#lib/stopping.ts'
import { connectionSettings } from './connection.ts'

export type Database = NodePgDatabase & { $client: Pool }
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** A transaction, or the database itself for a statement that stands alone. */
export type Executor = Pick<Database, 'execute'>

/** By so much longer than the server lets any statement run: who has a connection for this long waits for no answer. */
const silenceMs = 5_000

/**
 * How queries are planned. Each is small and many run at once: none takes a second processor from the others, or time
 * to be compiled, and what an index leads to is in memory or on a disk that has no arm to move.
 */
const planning = ['random_page_cost=1.1', 'max_parallel_workers_per_gather=0', 'jit=off']

/**
 * A database over its own pool, for tests and scripts; the console uses `getDatabase`. End it with
 * `database.$client.end()`. Connects on first use, so a server that is away is noticed by the first query.
 */
export function createDatabase(
	url: string,
	options: { maxConnections?: number; statementTimeoutMs?: number; longestUseMs?: number } = {},
): Database {
	const statementTimeoutMs = options.statementTimeoutMs ?? 15_000
	const pool = new Pool({
		...connectionSettings(url),
		options: planning.map((setting) => `-c ${setting}`).join(' '),
		max: options.maxConnections ?? 10,
		connectionTimeoutMillis: 5_000,
		statement_timeout: statementTimeoutMs,
		// Shorter than others wait for its locks: a server that sleeps inside a transaction stops nobody else.
		idle_in_transaction_session_timeout: 5_000,
	})
	// A connection that the server cuts, idle or between two queries of a transaction, is noticed by the next query;
	// an error event that nobody listens to would end the process.
	pool.on('error', () => {})
	pool.on('connect', (client) => client.on('error', () => {}))
	endSilentConnections(pool, options.longestUseMs ?? statementTimeoutMs + silenceMs)
	return Object.assign(drizzle(pool), { transaction: transactionsOver(pool) })
}

/** A network that swallows packets cuts nothing: without this, a query over it would wait for hours. */
function endSilentConnections(pool: Pool, afterMs: number): void {
	const timers = new WeakMap<PoolClient, NodeJS.Timeout>()
	pool.on('acquire', (client) => {
		const end = () => client instanceof Client && client.end()
		timers.set(client, setTimeout(end, afterMs).unref())
	})
	pool.on('release', (_error, client) => clearTimeout(timers.get(client)))
}

/** Drizzle's own never gives its connection back to the pool where BEGIN fails. */
function transactionsOver(pool: Pool): Database['transaction'] {
	return async (perform, config) => {
		const client = await pool.connect()
		try {
			return await drizzle(client).transaction(perform, config)
		} finally {
			client.release()
		}
	}
}

/**
 * The console's database, one pool per process, under the app's role.
 *
 * @throws AppError `database_unavailable` where no address of a database is configured
 */
export function getDatabase(): Database {
	return processSingleton('database', () => {
		const { databaseUrl: url, database: settings } = env()
		const { poolSize: maxConnections, statementTimeoutMs } = settings
		if (url) {
			const database = createDatabase(url, { maxConnections, statementTimeoutMs })
			closeAtStop(() => database.$client.end())
			return database
		}
		throw new AppError(
			'database_unavailable',
			'The console was started without a database. Start it with `npm start`, or set DATABASE_URL.',
		)
	})
}
