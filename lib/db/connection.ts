import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { Client, type ClientConfig } from 'pg'
import { type DatabaseAddress, readDatabaseAddress, requireAuthority } from '#lib/database-address.ts'
import { AppError } from '#lib/errors.ts'

/** How an address is connected to: the one place that tells `pg`, for the console and for every script. */

function readText(path: string | null, what: string): string | undefined {
	if (path === null) return undefined
	try {
		return readFileSync(path, 'utf8')
	} catch (cause) {
		throw new AppError('invalid_input', `${what} of the database cannot be read: ${path}.`, { cause })
	}
}

function tlsOptions({ mode, caPath, certPath, keyPath }: DatabaseAddress): ConnectionOptions | false {
	if (mode === 'disable') return false
	const ca = readText(caPath, 'The authority (sslrootcert or DATABASE_CA_PATH)')
	const cert = readText(certPath, 'The client’s certificate (sslcert)')
	const key = readText(keyPath, 'The client’s key (sslkey)')
	return {
		minVersion: 'TLSv1.2',
		...(ca === undefined ? {} : { ca }),
		...(cert === undefined ? {} : { cert }),
		...(key === undefined ? {} : { key }),
		rejectUnauthorized: mode !== 'require',
		...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
	}
}

/**
 * What `pg` needs to connect to an address, its files read.
 * @throws AppError `invalid_input` where the address makes no sense, or a file that it names cannot be read
 */
export function connectionSettings(address: string): ClientConfig {
	const read = readDatabaseAddress(address)
	requireAuthority(read, 'The address of the database')
	return {
		connectionString: read.plainUrl,
		ssl: tlsOptions(read),
		keepAlive: true,
		application_name: 'scopekeeper',
	}
}

/**
 * A connected client of its own; `end` it.
 * @param limits.connectMs until it is let in, 10 s unless given
 * @param limits.queryMs until one query is answered; without it, for ever
 * @throws AppError `invalid_input`, see `connectionSettings`; what `pg` throws where it cannot connect
 */
export async function connectClient(
	address: string,
	{ connectMs = 10_000, queryMs }: { connectMs?: number; queryMs?: number } = {},
): Promise<Client> {
	const client = new Client({
		...connectionSettings(address),
		connectionTimeoutMillis: connectMs,
		...(queryMs === undefined ? {} : { query_timeout: queryMs }),
	})
	// A connection that is cut is noticed by the next query; an error event that nobody listens to ends the process.
	client.on('error', () => {})
	try {
		await client.connect()
		return client
	} catch (error) {
		await client.end().catch(() => {})
		throw error
	}
}
