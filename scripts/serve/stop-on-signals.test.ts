import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

interface SlowServer {
	port: number
	process: ChildProcess
	ask(
		path: string,
		agent: Agent,
	): Promise<{ status?: number | undefined; connection?: string | undefined; body: string }>
}

async function startServer(patienceMs: number): Promise<SlowServer> {
	const program = join(import.meta.dirname, 'testing', 'slow-server.ts')
	const child = spawn(process.execPath, [program, String(patienceMs)], {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	})
	const [{ port }] = await once(child, 'message')
	return {
		port,
		process: child,
		async ask(path, agent) {
			const [response]: IncomingMessage[] = await once(
				get({ port, path, agent, host: '127.0.0.1' }),
				'response',
			)
			if (!response) throw new Error('no response')
			const { statusCode: status, headers } = response
			return { status, connection: headers.connection, body: await text(response) }
		},
	}
}

const keptAlive = () => new Agent({ keepAlive: true, maxSockets: 1 })

async function untilRefused(ask: SlowServer['ask']): Promise<void> {
	const knock = () =>
		ask('/', keptAlive()).then(
			() => 'served',
			() => 'refused',
		)
	await expect.poll(knock).toBe('refused')
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	test(`after ${signal}, what was asked is answered, nobody else is let in, and the exit code is 0`, async () => {
		const { process: server, ask } = await startServer(60_000)
		const agent = keptAlive()
		expect(await ask('/', agent)).toMatchObject({ status: 200, connection: 'keep-alive' })
		const late = ask('/slow', agent)
		await once(server, 'message')
		server.kill(signal)
		await untilRefused(ask)
		const closed = once(server, 'message')
		server.send('answer now')
		expect(await late).toEqual({ status: 200, connection: 'close', body: 'late' })
		expect(await closed).toEqual(['closed', undefined])
		expect(await once(server, 'exit')).toEqual([0, null])
	})
}

test('a request that was half sent when the stop began is told that nothing was done', async () => {
	const { process: server, ask, port } = await startServer(60_000)
	const socket = connect(port, '127.0.0.1')
	await once(socket, 'connect')
	socket.write('GET / HTTP/1.1\r\nHost: here\r\n')
	const late = ask('/slow', keptAlive())
	await once(server, 'message')
	server.kill('SIGTERM')
	await untilRefused(ask)
	socket.write('\r\n')
	const answer = await text(socket)
	expect(answer).toMatch(/^HTTP\/1\.1 503 .*connection: close\r\n.*nothing was done/is)
	server.send('answer now')
	await late
	expect(await once(server, 'exit')).toEqual([0, null])
})

test('what is never answered holds a stop up for no longer than its time, and the exit code is 0', async () => {
	const { process: server, ask } = await startServer(300)
	const cut = ask('/slow', keptAlive()).catch(() => 'cut')
	await once(server, 'message')
	server.kill('SIGTERM')
	expect(await once(server, 'exit')).toEqual([0, null])
	expect(await cut).toBe('cut')
})
