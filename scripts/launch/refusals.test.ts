import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort } from './ports.ts'
import { projectRoot } from './project-root.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-refusals-'))

afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the launcher to its end with these variables and free ports. */
async function start(variables: Record<string, string>) {
	const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) }
	const launcher = spawn(process.execPath, [join(projectRoot, 'scripts', 'start.mjs')], {
		env: { NODE_ENV: 'production', DATA_DIR: join(folder, 'data'), ...ports, ...variables },
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	const [stderr, stdout, [exitCode]] = await Promise.all([
		text(launcher.stderr),
		text(launcher.stdout),
		once(launcher, 'exit'),
	])
	return { exitCode, stderr, stdout }
}

/** A port that is being listened on. */
async function takenPort() {
	const server = createServer()
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	const address = server.address()
	const port = String(typeof address === 'object' ? address?.port : '')
	return { port, [Symbol.dispose]: () => void server.close() }
}

/** Exit code 1, nothing begun, and one line that is a sentence: no stack, no class of an error. */
function expectOneSentence(end: Awaited<ReturnType<typeof start>>, saying: RegExp): void {
	expect(end.stderr).toMatch(saying)
	expect(end.stderr).toMatch(/^[A-Z][^\n]*\.\n$/)
	expect(end.stderr).not.toMatch(/Error:|\bat .*:\d+:\d+/)
	expect(end.stdout).toBe('')
	expect(end.exitCode).toBe(1)
}

const realPod = {
	SYMPHONY_POD_URL: 'https://pod.example/pod',
	SYMPHONY_SESSION_TOKEN: 'for-a-trial',
}

describe('the launcher refuses with one sentence', () => {
	test('a variable that makes no sense', async () => {
		expectOneSentence(await start({ PORT: 'abc' }), /^PORT must be a whole number/)
	})

	test('a port of the console that is in use', async () => {
		using taken = await takenPort()
		expectOneSentence(await start({ PORT: taken.port }), /console, is already in use.* PORT /)
	})

	test('a port of the sandbox pod that is in use', async () => {
		using taken = await takenPort()
		expectOneSentence(await start({ SANDBOX_PORT: taken.port }), /in use.* SANDBOX_PORT /)
	})

	test('a data directory that cannot be written', async () => {
		const file = join(folder, 'a-file')
		writeFileSync(file, '')
		expectOneSentence(await start({ DATA_DIR: join(file, 'data') }), /cannot be written.* DATA_DIR /)
	})

	test('a database that does not answer, without its password', async () => {
		const url = `postgresql://app:not-to-be-shown@127.0.0.1:${await freePort()}/scopekeeper`
		const end = await start({ DATABASE_URL: url })
		expectOneSentence(end, /does not answer.* DATABASE_URL/)
		expect(end.stderr).not.toContain('not-to-be-shown')
	})

	test('an owner of a database that nobody named', async () => {
		const end = await start({ DATABASE_OWNER_URL: 'postgresql://owner@127.0.0.1:5432/scopekeeper' })
		expectOneSentence(end, /without DATABASE_URL/)
	})

	test('a real pod without single sign-on', async () => {
		expectOneSentence(await start(realPod), /needs single sign-on.* OIDC_ISSUER/)
	})

	test('a key for checkpoints that is none', async () => {
		const file = join(folder, 'no-key.pem')
		writeFileSync(file, 'canary')
		const end = await start({ CHECKPOINT_KEY_PATH: file })
		expectOneSentence(end, /CHECKPOINT_KEY_PATH names must hold an Ed25519 private key/)
		expect(end.stderr).not.toContain('canary')
	})

	test('the sandbox’s sign-in on an address that others reach', async () => {
		expectOneSentence(await start({ HOST: '0.0.0.0' }), /HOST must be a loopback address/)
	})
})
