import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type RunningConsole, startConsole } from './fixtures/console.ts'
import { freePort } from './fixtures/free-port.ts'

test.describe.configure({ timeout: 240_000 })

const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-launcher-'))
const env: Record<string, string> = {}
let running: RunningConsole

const start = async () => {
	running = await startConsole({ dataDir, env })
}

const isAlive = (pid: number) => {
	try {
		process.kill(pid, 0)
		return true
	} catch {
		return false
	}
}

/** The launcher's children that are there. */
const alive = (processes: RunningConsole['processes']) =>
	Object.entries(processes)
		.filter(([, pid]) => isAlive(pid))
		.map(([name]) => name)

const serves = async (url: string) => (await fetch(url).catch(() => null))?.status ?? 'nothing'

const exitCodeOf = async (launcher: ChildProcess) => {
	if (launcher.exitCode === null && launcher.signalCode === null) await once(launcher, 'exit')
	return launcher.exitCode
}

test.beforeAll(async () => {
	env.PORT = String(await freePort())
	env.SANDBOX_PORT = String(await freePort())
})

test.afterAll(async () => {
	await running?.stop()
	rmSync(dataDir, { recursive: true, force: true })
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	test(`${signal} ends the console, then the sandbox pod, then PostgreSQL`, async () => {
		await start()
		expect(alive(running.processes).sort()).toEqual(['console', 'postgres', 'sandbox'])
		running.process.kill(signal)
		expect(await exitCodeOf(running.process)).toBe(0)
		expect(running.output().match(/Stopped .*\./g)).toEqual([
			'Stopped the console.',
			'Stopped the sandbox pod.',
			'Stopped PostgreSQL.',
		])
		expect(alive(running.processes)).toEqual([])
	})
}

test('after the launcher is killed, the next start on the same ports and data works at once', async () => {
	await start()
	const before = { ...running.processes }
	running.process.kill('SIGKILL')
	await exitCodeOf(running.process)
	await start()
	// A system may take a moment to forget a process that has ended.
	await expect.poll(() => alive(before), { timeout: 30_000 }).toEqual([])
	expect(await serves(`${running.url}/sign-in`)).toBe(200)
	await running.stop()
})

test('after the launcher is killed, nothing of it lives on', async () => {
	await start()
	running.process.kill('SIGKILL')
	await expect.poll(() => alive(running.processes), { timeout: 30_000 }).toEqual([])
})

test('a second start on the same data says where the first one is, and leaves it alone', async () => {
	await start()
	await expect(
		startConsole({
			dataDir,
			env: { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) },
		}),
	).rejects.toThrow(`already running on the data directory ${dataDir} (${running.url})`)
	expect(await serves(`${running.url}/sign-in`)).toBe(200)
})

test('a sandbox pod that dies is started again', async () => {
	const { sandbox = 0 } = running.processes
	process.kill(sandbox, 'SIGKILL')
	await expect.poll(() => running.processes.sandbox, { timeout: 30_000 }).not.toBe(sandbox)
	expect(running.output()).toContain('The sandbox pod ended unexpectedly')
	expect(await serves(`${running.podUrl}/sandbox/calls`)).toBe(200)
})

test('the console is given the app’s role and never the owner’s', async () => {
	test.skip(process.platform !== 'linux', 'Other systems do not show a process’s environment')
	const given = readFileSync(`/proc/${running.processes.console}/environ`, 'utf8')
	const [appPassword, ownerPassword] = [running.databaseUrl, running.ownerUrl].map(
		(url) => new URL(url).password,
	)
	expect(given).toContain(`DATABASE_URL=${running.databaseUrl}`)
	expect(appPassword).not.toBe(ownerPassword)
	expect(given).not.toContain(ownerPassword)
})

test('secrets in the data directory are for its owner alone', () => {
	for (const name of ['postgres.json', 'auth-secret', 'checkpoint-key.pem', 'sandbox/bot-key.pem']) {
		expect(statSync(join(dataDir, name)).mode & 0o777, name).toBe(0o600)
	}
})

test('a console that dies ends the rest, with exit code 1', async () => {
	process.kill(running.processes.console ?? 0, 'SIGKILL')
	expect(await exitCodeOf(running.process)).toBe(1)
	expect(running.output()).toContain('The console ended unexpectedly')
	expect(alive(running.processes)).toEqual([])
})

test('a PostgreSQL that dies ends the rest, and the next start finds its data', async () => {
	await start()
	process.kill(running.processes.postgres ?? 0, 'SIGKILL')
	expect(await exitCodeOf(running.process)).toBe(1)
	expect(running.output()).toContain('PostgreSQL ended unexpectedly')
	await start()
	expect(await serves(`${running.url}/sign-in`)).toBe(200)
})

test('a launcher whose starter is gone ends by itself', async () => {
	running.process.disconnect()
	expect(await exitCodeOf(running.process)).toBe(0)
	expect(alive(running.processes)).toEqual([])
})

test('a stop while it still starts leaves nothing behind', async () => {
	const launcher = spawn(process.execPath, ['scripts/start.mjs'], {
		env: { ...process.env, ...env, DATA_DIR: dataDir },
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	})
	const [{ processes }] = await once(launcher, 'message')
	launcher.kill('SIGINT')
	expect(await exitCodeOf(launcher)).toBe(0)
	expect(alive(processes)).toEqual([])
	await start()
})
