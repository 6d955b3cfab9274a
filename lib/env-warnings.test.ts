import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newKeyPair } from '#lib/pod/sandbox/testing/pod-under-test.ts'
import { readEnv } from './env.ts'
import { findEnvWarnings } from './env-warnings.ts'
import { openFileWarning } from './secret-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-warnings-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(mode: number, text = ''): string {
	const path = join(folder, `key-${mode.toString(8)}.pem`)
	writeFileSync(path, text)
	chmodSync(path, mode)
	return path
}

const warningsOf = (variables: Record<string, string>) =>
	findEnvWarnings(readEnv({ DATA_DIR: folder, ...variables }))

test('the default configuration warns of nothing', () => {
	expect(warningsOf({})).toEqual([])
})

test('a key that others can read, and a database without TLS elsewhere, are warned of', () => {
	const key = file(0o644, newKeyPair().privateKey)
	const warnings = warningsOf({
		SYMPHONY_BOT_PRIVATE_KEY_PATH: key,
		DATABASE_URL: 'postgresql://app:canary@db.acme.com/scopekeeper?sslmode=disable',
		DATABASE_OWNER_URL: `postgresql://owner:canary@db.acme.com/scopekeeper?sslcert=${key}&sslkey=${file(0o666)}`,
	})
	expect(warnings).toEqual([
		expect.stringMatching(/^DATABASE_URL leads to another machine without TLS/),
		expect.stringContaining(`run \`chmod 600 ${key}\``),
		expect.stringMatching(/^The client’s key of the database \(sslkey\)/),
	])
	expect(warnings.join()).not.toContain('canary')
})

test('a public console without a token of its operators, or without a word of its proxy, is warned of', () => {
	const behind = {
		OIDC_ISSUER: 'https://login.example.com',
		OIDC_CLIENT_ID: 'scopekeeper',
		OIDC_CLIENT_SECRET: 'secret',
		NEXTAUTH_SECRET: 'x'.repeat(32),
		ROLE_OFFICER: 'officers',
		NEXTAUTH_URL: 'https://scopekeeper.example.com',
	}
	expect(warningsOf(behind)).toEqual([
		expect.stringMatching(/^OPS_TOKEN is not set/),
		expect.stringMatching(/^TRUSTED_PROXY_HOPS is 0/),
	])
	expect(warningsOf({ ...behind, OPS_TOKEN: 'a-token-of-the-operators', TRUSTED_PROXY_HOPS: '1' })).toEqual(
		[],
	)
	expect(warningsOf({ ...behind, NEXTAUTH_URL: 'https://localhost:3443' })).toEqual([])
})

// Started by root, files are root's, whose group may read them.
const isRoot = process.getuid?.() === 0
test.each([
	[0o600, false],
	[0o400, false],
	[0o640, !isRoot],
	[0o660, true],
	[0o604, true],
	[0o601, true],
])('a key file of the mode %o is open to others: %s', (mode, isOpen) => {
	expect(openFileWarning(file(mode), 'It') !== null).toBe(isOpen)
})

test('a file that is not there yet is not warned of', () => {
	expect(openFileWarning(join(folder, 'nowhere'), 'It')).toBeNull()
})
