import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectEnv } from '#lib/env-inspection.ts'
import { newKeyPair } from '#lib/pod/sandbox/testing/pod-under-test.ts'
import { selfSigned } from '#lib/pod/testing/certificate.ts'
import { freePort } from '../launch/ports.ts'
import { surroundingsChecks } from './surroundings.ts'
import { outcomesOf } from './testing/found.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-doctor-'))
let answer = 'ok'
const taken = createServer((_request, response) => response.end(answer))
beforeAll(() => new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
	taken.close()
	rmSync(folder, { recursive: true })
})

const file = (name: string, text: string, mode = 0o600) => {
	const path = join(folder, name)
	writeFileSync(path, text, { mode })
	return path
}

async function look(variables: Record<string, string> = {}) {
	const given = { DATA_DIR: join(folder, 'data'), PORT: String(await freePort()), ...variables }
	return outcomesOf(surroundingsChecks(inspectEnv(given).known, given))
}

test('a machine with nothing set is right in all that there is', async () => {
	const outcomes = await look()
	expect(Object.entries(outcomes).filter(([, outcome]) => /^(wrong|warning)/.test(outcome))).toEqual([])
})

describe('a port', () => {
	test('on which a console serves is right, and any other that is in use is told', async () => {
		const PORT = String((taken.address() as AddressInfo).port)
		answer = 'ok'
		expect((await look({ PORT })).port).toMatch(/^ok: A console serves/)
		answer = 'something else'
		expect((await look({ PORT })).port).toMatch(/^wrong: Port \d+ .* is already in use/)
	})
})

test('a public address behind a proxy that is not told of is warned of, and one that is told of is right', async () => {
	const NEXTAUTH_URL = 'https://scopekeeper.example.com'
	expect((await look({ NEXTAUTH_URL }))['proxies in front']).toMatch(
		/^warning: OPS_TOKEN is not set.*TRUSTED_PROXY_HOPS is 0/,
	)
	const told = { NEXTAUTH_URL, OPS_TOKEN: 'a-token-of-the-operators', TRUSTED_PROXY_HOPS: '2' }
	expect((await look(told))['proxies in front']).toMatch(/^ok: 2 proxies/)
})

describe('a key file', () => {
	test('that others can read is told with the command that closes it', async () => {
		const path = file('open.pem', newKeyPair().privateKey, 0o644)
		expect((await look({ SYMPHONY_BOT_PRIVATE_KEY_PATH: path }))['key files']).toMatch(
			new RegExp(`^warning: The service account’s key .* other users .*\\(644\\): run \`chmod 600 ${path}\``),
		)
	})

	test('that is closed is right', async () => {
		const path = file('closed.pem', newKeyPair().privateKey)
		expect((await look({ SYMPHONY_BOT_PRIVATE_KEY_PATH: path }))['key files']).toBe(
			'ok: The key file is closed to other users.',
		)
	})
})

test('a data folder that cannot be made is told', async () => {
	const outcomes = await look({ DATA_DIR: '/proc/scopekeeper' })
	expect(outcomes['data folder']).toMatch(/^(wrong: \/proc cannot be written|ok: \/proc)/)
	const blocked = file('a-file', '')
	expect((await look({ DATA_DIR: join(blocked, 'data') }))['data folder']).toMatch(/^wrong: .* is no folder/)
})

describe('a proxy', () => {
	const HTTPS_PROXY = 'http://user:canary@proxy.acme.com:3128'
	test.each([
		[
			'that Node would not use',
			{ HTTPS_PROXY },
			/^warning: HTTPS_PROXY is set, and Node does not use it by itself/,
		],
		['for everything', { HTTPS_PROXY, NODE_USE_ENV_PROXY: '1' }, /^warning: In use for every address/],
		[
			'that is none',
			{ NODE_USE_ENV_PROXY: '1' },
			/^warning: NODE_USE_ENV_PROXY is set, and no proxy is named/,
		],
		[
			'with its exceptions',
			{ HTTPS_PROXY, NODE_OPTIONS: '--use-env-proxy', NO_PROXY: 'localhost' },
			/^ok: In use/,
		],
	])('%s is told', async (_which, variables, sentence) => {
		expect((await look(variables)).proxy).toMatch(sentence)
	})
})

describe('authorities', () => {
	test('of a file are counted', async () => {
		const path = file('ca.pem', selfSigned.cert + selfSigned.cert)
		expect((await look({ NODE_EXTRA_CA_CERTS: path })).authorities).toBe(
			'ok: Those that Node knows, and 2 of NODE_EXTRA_CA_CERTS.',
		)
	})

	test.each([
		['of a file that is not there', { NODE_EXTRA_CA_CERTS: '/nowhere' }, /^wrong: .*cannot be read/],
		[
			'of a file without any',
			{ NODE_EXTRA_CA_CERTS: file('empty.pem', 'nothing') },
			/^wrong: .*holds no certificate/,
		],
		[
			'that nobody asks',
			{ NODE_TLS_REJECT_UNAUTHORIZED: '0' },
			/^wrong: .*turns the check of every certificate off/,
		],
	])('%s are told', async (_which, variables, sentence) => {
		expect((await look(variables)).authorities).toMatch(sentence)
	})
})
