import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { landmarkGroups, landmarkPeople } from './landmarks.ts'
import { assignmentPath, eventually, loginToken, newKeyPair, TestClient } from './testing/pod-under-test.ts'

// Each test starts processes of its own, which may share a busy machine with many others.
vi.setConfig({ testTimeout: 120_000 })

const keys = newKeyPair()
const directory = mkdtempSync(join(tmpdir(), 'sandbox-main-'))
const publicKeyFile = join(directory, 'public.pem')
const running = new Set<ChildProcess>()

beforeAll(() => writeFileSync(publicKeyFile, keys.publicKey))
afterAll(() => {
	for (const child of running) child.kill('SIGKILL')
	rmSync(directory, { recursive: true, force: true })
})

function start(...extra: string[]) {
	const main = join(import.meta.dirname, 'main.ts')
	const sizes = ['--users', '50', '--groups', '10', '--public-key', publicKeyFile]
	const child = spawn(process.execPath, [main, ...sizes, ...extra], { stdio: 'pipe' })
	running.add(child)
	const said = { out: '', err: '' }
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		said.out += text
	})
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said.err += text
	})
	const ended = once(child, 'close').then(([code, signal]) => {
		running.delete(child)
		return { code, signal, ...said }
	})
	return { child, said, ended }
}

type Started = ReturnType<typeof start>

async function serving({ said }: Started): Promise<TestClient> {
	await eventually(() => said.out.includes('\n'))
	const url = /^Sandbox pod ready at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(said.out)?.[1] ?? 'no ready line'
	const token = await loginToken(keys.privateKey)
	const { json } = await new TestClient(url, '').send('POST', '/login/pubkey/authenticate', { token })
	return new TestClient(url, json.token ?? '')
}

test('it says in one line where it serves, and a signal stops it while a call hangs', async () => {
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		const started = start('--port', '0')
		const client = await serving(started)
		await client.fault({ fault: { kind: 'hang' } })
		const hanging = client.get('/pod/v2/sessioninfo').catch(() => 'cut')
		await eventually(async () => (await client.calls()).length === 2)
		started.child.kill(signal)
		expect(await hanging).toBe('cut')
		const { code, out, err } = await started.ended
		expect([code, err, out.split('\n').length]).toEqual([0, '', 2])
	}
})

test('what was answered survives a kill', async () => {
	const { equitiesLondon } = landmarkGroups
	const { averyQuill } = landmarkPeople
	const dataDir = join(directory, 'kept', 'deep')
	const first = start('--port', '0', '--data-dir', dataDir)
	expect((await (await serving(first)).put(equitiesLondon.id, averyQuill.id, { active: true })).status).toBe(
		201,
	)
	first.child.kill('SIGKILL')
	await first.ended
	const second = start('--port', '0', '--data-dir', dataDir)
	const read = await (await serving(second)).get(assignmentPath(equitiesLondon.id, averyQuill.id))
	expect(read.json.active).toBe(true)
	second.child.kill('SIGTERM')
	await second.ended
})

test('with a parent it stops when its input ends', async () => {
	const started = start('--port', '0', '--with-parent')
	await serving(started)
	started.child.stdin.end()
	expect((await started.ended).code).toBe(0)
})

test('a port in use is one clear sentence and exit code 1', async () => {
	const other = createServer().listen(0, '127.0.0.1')
	await once(other, 'listening')
	const address = other.address()
	const port = typeof address === 'object' && address !== null ? address.port : 0
	const { code, out, err } = await start('--port', String(port)).ended
	expect([code, out]).toEqual([1, ''])
	expect(err).toBe(`Port ${port} is in use; stop what listens there or set SANDBOX_PORT to another port.\n`)
	other.close()
})

test('settings that make no sense are one clear sentence and exit code 1', async () => {
	const cases: [string[], string | RegExp][] = [
		[['--users', 'many'], '--users must be a whole number, not "many".'],
		[['--users', '49'], 'The sandbox pod cannot start: The sandbox pod holds 50 to 200000 users, not 49.'],
		[
			['--groups', '5001'],
			'The sandbox pod cannot start: The sandbox pod holds 10 to 5000 groups, not 5001.',
		],
		[['--public-key', join(directory, 'none.pem')], /^The sandbox pod cannot start: .*none\.pem/],
		[['--colour', 'red'], /^The sandbox pod cannot start: .*--colour/],
	]
	const ends = await Promise.all(cases.map(([extra]) => start('--port', '0', ...extra).ended))
	for (const [index, { code, err }] of ends.entries()) {
		expect(code).toBe(1)
		expect(err.trim()).toMatch(cases[index]?.[1] ?? '')
		expect(err.trim().split('\n')).toHaveLength(1)
	}
})

test('200,000 people and 5,000 groups are served, and any of the people found', async () => {
	const started = start('--port', '0', '--users', '200000', '--groups', '5000')
	const client = await serving(started)
	const path = `/pod/v2/admin/usergroups/${landmarkGroups.global.id}`
	expect((await client.get(path)).json.memberCount).toBe(200_000)
	const found = await client.get(`${path}/assigneecandidates?name=avery+quill`)
	expect(found.text).toContain(landmarkPeople.averyQuill.id)
	const last = String((105n << 36n) + 5000n + 199_900n)
	expect((await client.get(`/pod/v3/users?uid=${last}`)).text).toContain(`"id":${last}`)
	started.child.kill('SIGTERM')
	expect((await started.ended).code).toBe(0)
})
