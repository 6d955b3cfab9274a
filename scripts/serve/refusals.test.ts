import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-serve-'))
const keyPath = join(folder, 'checkpoint-key.pem')
const { privateKey } = generateKeyPairSync('ed25519')
writeFileSync(keyPath, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })

afterAll(() => rmSync(folder, { recursive: true }))

/** What an image is given for a real pod. */
const whole = {
	HOST: '0.0.0.0',
	DATABASE_URL: 'postgresql://app:topsecret@127.0.0.1:1/scopekeeper',
	SYMPHONY_POD_URL: 'https://pod.example/pod',
	SYMPHONY_SESSION_TOKEN: 'for-a-trial',
	OIDC_ISSUER: 'https://login.example',
	OIDC_CLIENT_ID: 'scopekeeper',
	OIDC_CLIENT_SECRET: 'topsecret',
	ROLE_OFFICER: 'officers',
	NEXTAUTH_URL: 'https://scopekeeper.example',
	NEXTAUTH_SECRET: 'for-one-test-run-only-0123456789',
	CHECKPOINT_ORIGIN: 'record.example',
	CHECKPOINT_KEY_PATH: keyPath,
}
type Name = keyof typeof whole

const without = (...names: Name[]) =>
	Object.fromEntries(Object.entries(whole).filter(([name]) => !names.some((left) => left === name)))

async function expectRefusal(variables: Record<string, string>, saying: RegExp): Promise<void> {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
		cwd: folder,
		env: { NODE_ENV: 'production', ...variables },
	})
	const [output, errors, exitCode] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		new Promise((resolve) => child.once('exit', resolve)),
	])
	expect({ output, exitCode }).toEqual({ output: '', exitCode: 1 })
	expect(errors).toMatch(/^[^\n]+\.\n$/)
	expect(errors).toMatch(saying)
	expect(errors).not.toMatch(/topsecret|for-a-trial/)
}

const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

test.concurrent.each<[string, Record<string, string>, RegExp]>([
	['a variable that makes no sense', { ...whole, PORT: 'abc' }, /^PORT must be a whole number/],
	['a real pod without single sign-on', without(...oidc), /needs single sign-on.* OIDC_ISSUER/],
	[
		'the sandbox’s sign-in where others reach it',
		without(...oidc, 'SYMPHONY_POD_URL'),
		/HOST must be a loopback address/,
	],
	['no pod', without('SYMPHONY_POD_URL'), /There is no sandbox pod here: set SYMPHONY_POD_URL/],
	['no database', without('DATABASE_URL'), /There is no embedded PostgreSQL here: set DATABASE_URL/],
	['no name for the record', without('CHECKPOINT_ORIGIN'), /set CHECKPOINT_ORIGIN, and CHECKPOINT_KEY_PATH/],
	[
		'no key for checkpoints',
		without('CHECKPOINT_KEY_PATH'),
		/set CHECKPOINT_ORIGIN, and CHECKPOINT_KEY_PATH/,
	],
	['a database that does not answer', whole, /does not answer.* DATABASE_URL/],
])('a server of its own refuses %s with one sentence', (_what, variables, saying) =>
	expectRefusal(variables, saying),
)

test('a server of its own refuses a database that was not migrated, and names the command', async () => {
	const { appUrl } = await createTestDatabase({ migrated: false })
	await expectRefusal({ ...whole, DATABASE_URL: appUrl }, /`node scripts\/migrate\/main\.ts`/)
})
