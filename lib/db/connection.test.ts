import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireDatabase } from '../../scripts/launch/database.ts'
import { createDatabase } from './client.ts'
import { migrateDatabase, requireMigrated } from './migrate.ts'
import { appRole } from './roles.ts'
import { makeAuthority } from './testing/authority.ts'
import { createTestDatabase } from './testing/test-database.ts'
import { turnOnTls } from './testing/tls-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-tls-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
	const path = join(folder, name)
	writeFileSync(path, text, { mode: 0o600 })
	return path
}

const authority = makeAuthority('Authority of this test')
const clients = makeAuthority('Authority of clients')
const caPath = file('ca.pem', authority.cert)
const wrongCaPath = file('wrong-ca.pem', makeAuthority('Another authority').cert)
const officer = clients.certify(appRole)
const certificate = { sslcert: file('client.crt', officer.cert), sslkey: file('client.key', officer.key) }
const stranger = makeAuthority('Authority of strangers').certify(appRole)
const strangers = { sslcert: file('stranger.crt', stranger.cert), sslkey: file('stranger.key', stranger.key) }

const database = await createTestDatabase()
const strict = await createTestDatabase()

beforeAll(() =>
	turnOnTls(database.superuserUrl, {
		server: authority.certify('db', '127.0.0.1'),
		clientAuthority: clients.cert,
		strictDatabase: strict.name,
	}),
)

function address(
	options: Record<string, string>,
	{ host = '127.0.0.1', url = database.appUrl } = {},
): string {
	const made = Object.assign(new URL(url), { hostname: host })
	for (const [name, value] of Object.entries(options)) made.searchParams.set(name, value)
	return made.href
}

/** Whether the console's own pool is encrypted, as the server sees it. */
async function isEncrypted(url: string): Promise<unknown> {
	const db = createDatabase(url, { maxConnections: 1 })
	try {
		const { rows } = await db.execute(sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`)
		return rows[0]?.ssl
	} finally {
		await db.$client.end()
	}
}

const refusalOf = (url: string) =>
	requireDatabase('DATABASE_URL', url).then(
		() => 'let in',
		(error: Error) => error.message,
	)

describe('a server with TLS', () => {
	test.each([
		['disable', false],
		['require', true],
	])('is connected to under sslmode=%s: encrypted is %s', async (sslmode, encrypted) => {
		expect(await isEncrypted(address({ sslmode }))).toBe(encrypted)
	})

	test.each(['require', 'verify-ca', 'verify-full'])(
		'is let through by the right authority under %s',
		async (sslmode) => {
			expect(await isEncrypted(address({ sslmode, sslrootcert: caPath }))).toBe(true)
		},
	)

	test.each(['require', 'verify-ca', 'verify-full'])(
		'is refused under %s where another authority is named',
		async (sslmode) => {
			expect(await refusalOf(address({ sslmode, sslrootcert: wrongCaPath }))).toMatch(
				/showed a certificate of an authority that is not trusted here: check DATABASE_URL, and name the file/,
			)
		},
	)

	test('is refused under verify-full where the certificate is for another host, which verify-ca lets pass', async () => {
		const elsewhere = (sslmode: string) => address({ sslmode, sslrootcert: caPath }, { host: 'localhost' })
		expect(await refusalOf(elsewhere('verify-full'))).toMatch(/showed a certificate for another name: check/)
		expect(await isEncrypted(elsewhere('verify-ca'))).toBe(true)
	})

	test('is refused under verify-full where nobody vouches for its authority', async () => {
		expect(await refusalOf(address({ sslmode: 'verify-full' }))).toMatch(/authority that is not trusted here/)
	})

	test('is looked at, and migrated, by the same rule', async () => {
		const [app, owner] = [database.appUrl, database.ownerUrl].map((url) =>
			address({ sslmode: 'verify-full', sslrootcert: caPath }, { url }),
		)
		await migrateDatabase({ ownerUrl: owner ?? '', appRole })
		await requireMigrated(app ?? '')
		const wrong = address({ sslmode: 'verify-full', sslrootcert: wrongCaPath }, { url: database.ownerUrl })
		await expect(migrateDatabase({ ownerUrl: wrong, appRole })).rejects.toThrow()
		await expect(requireMigrated(wrong)).rejects.toThrow()
	})
})

test('DATABASE_CA_PATH vouches for the server to the command that migrates, too', async () => {
	const full = (url: string) => address({ sslmode: 'verify-full' }, { url })
	const program = join(import.meta.dirname, '../../scripts/migrate/main.ts')
	const variables = { DATABASE_URL: full(database.appUrl), DATABASE_OWNER_URL: full(database.ownerUrl) }
	const env = { NODE_ENV: 'production', ...variables, DATABASE_CA_PATH: caPath } as const
	const child = spawn(process.execPath, [program], { env })
	const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')])
	expect({ errors, exitCode: child.exitCode }).toEqual({ errors: '', exitCode: 0 })
})

describe('a database that wants a certificate of the client’s', () => {
	const tls = { sslmode: 'verify-full', sslrootcert: caPath }
	const at = (options: Record<string, string>) => address(options, { url: strict.appUrl })

	test('lets one in that its authority has signed', async () => {
		expect(await isEncrypted(at({ ...tls, ...certificate }))).toBe(true)
	})

	test('refuses who has none, with what to do', async () => {
		expect(await refusalOf(at(tls))).toMatch(
			/wants a certificate of the client’s: check DATABASE_URL, and name it/,
		)
	})

	test('refuses one of another authority', async () => {
		expect(await refusalOf(at({ ...tls, ...strangers }))).toMatch(
			/did not come to terms over TLS|wants a certif/,
		)
	})

	test('refuses who comes without TLS, with what to do', async () => {
		expect(await refusalOf(at({ sslmode: 'disable' }))).toMatch(
			/lets nobody in without TLS: check DATABASE_URL, and add sslmode=verify-full/,
		)
	})
})

test('a server without TLS is refused under every mode but disable', async () => {
	// What PostgreSQL says to a client that asks for TLS where it has none.
	const server = createServer((socket) => socket.once('data', () => socket.write('N')))
	await once(server.listen(0, '127.0.0.1'), 'listening')
	const { port } = server.address() as AddressInfo
	for (const sslmode of ['require', 'verify-ca', 'verify-full']) {
		const url = `postgresql://app@127.0.0.1:${port}/db?sslmode=${sslmode}&sslrootcert=${caPath}`
		expect(await refusalOf(url)).toMatch(/does not offer TLS: check DATABASE_URL, and turn TLS on there/)
	}
	server.close()
})

describe('refused before a connection is tried:', () => {
	test.each([
		[
			'an authority',
			{ sslmode: 'verify-full', sslrootcert: '/nowhere/ca.pem' },
			/The authority.*cannot be read/,
		],
		[
			'a client’s key',
			{ sslmode: 'require', sslcert: certificate.sslcert, sslkey: '/nowhere/key.pem' },
			/client’s key.*cannot be read/,
		],
	])('%s that cannot be read', async (_what, options, sentence) => {
		expect(await refusalOf(address(options))).toMatch(sentence)
	})
})
