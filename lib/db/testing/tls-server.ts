import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { escapeLiteral } from 'pg'
import { connectClient } from '../connection.ts'
import type { Certified } from './authority.ts'

/**
 * Turns TLS on at the server of the run; who connects without is let in as before, but for one database, which
 * wants TLS and a certificate of the client's.
 * @param strictDatabase that database
 */
export async function turnOnTls(
	superuserUrl: string,
	{
		server,
		clientAuthority,
		strictDatabase,
	}: { server: Certified; clientAuthority: string; strictDatabase: string },
): Promise<void> {
	const client = await connectClient(superuserUrl)
	try {
		const { rows } = await client.query<{ folder: string; rules: string }>(
			`select current_setting('data_directory') as folder, current_setting('hba_file') as rules`,
		)
		const [{ folder, rules } = { folder: '', rules: '' }] = rows
		const { uid, gid } = statSync(folder)
		const write = (name: string, text: string) => {
			const path = join(folder, name)
			writeFileSync(path, text, { mode: 0o600 })
			// Started by root, the server runs as another user.
			chownSync(path, uid, gid)
			return path
		}
		const settings = {
			ssl_cert_file: write('test-server.crt', server.cert),
			ssl_key_file: write('test-server.key', server.key),
			ssl_ca_file: write('test-clients.crt', clientAuthority),
			ssl: 'on',
		}
		for (const [name, value] of Object.entries(settings)) {
			await client.query(`alter system set ${name} = ${escapeLiteral(value)}`)
		}
		const strict = [
			`hostssl "${strictDatabase}" all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca`,
			`host "${strictDatabase}" all 127.0.0.1/32 reject`,
		]
		writeFileSync(rules, [...strict, readFileSync(rules, 'utf8')].join('\n'))
		await client.query('select pg_reload_conf()')
	} finally {
		await client.end()
	}
	await untilTlsIsOn(superuserUrl)
}

/** A server takes new settings up a moment after it was told. */
async function untilTlsIsOn(superuserUrl: string): Promise<void> {
	for (;;) {
		const isOn = await connectClient(`${superuserUrl}?sslmode=require`).then(
			(client) => client.end().then(() => true),
			() => false,
		)
		if (isOn) return
	}
}
