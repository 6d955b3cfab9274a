import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const load = (file: string) => `await import(${JSON.stringify(join(import.meta.dirname, file))})`

/** Runs one line of code in a process of its own and gives what it logged. */
function logged(statement: string): string {
	const script = `const { log } = ${load('log.ts')}; ${statement}`
	return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout
}

it('tells with every line which request is worked on, and for whom', () => {
	const text = logged(
		`const { inRequestScope, noteActor } = ${load('request-scope.ts')};
		await inRequestScope({ requestId: '5f0c2a9e', actor: null }, async () => { noteActor('jo.fenwick'); log().info({ kind: 'change' }, 'settled') })`,
	)
	expect(JSON.parse(text)).toMatchObject({ requestId: '5f0c2a9e', actor: 'jo.fenwick', kind: 'change' })
})

it('cuts out the parameters of a failed query, in the message and in the stack', () => {
	const text = logged(
		`log().error({ err: new Error('Failed query: select 1\\nparams: the reason,jo@example.com', { cause: new Error('why') }) }, 'failed')`,
	)
	expect(text).toContain('Failed query: select 1')
	expect(text).toContain('why')
	expect(text).not.toContain('the reason')
	expect(text).not.toContain('jo@example.com')
})

it('cuts out fields that could hold a secret', () => {
	const text = logged(
		`log().info({ token: 'canary-1', request: { cookie: 'canary-2', path: '/assign' } }, 'seen')`,
	)
	expect(text).toContain('/assign')
	expect(text).not.toContain('canary')
})

it('lets a process end that logs to a reader who is gone', async () => {
	const script = `const { log } = ${load('log.ts')}; process.send('up');
		process.once('message', () => { log().info('one'); log().info('two'); process.exit(7) })`
	const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	})
	await once(child, 'message')
	child.stdout?.destroy()
	child.send('log, and end')
	expect(await once(child, 'exit')).toEqual([7, null])
})

describe('of a failed call to the pod', () => {
	const details = `{ networkCode: 'ECONNREFUSED', httpStatus: 502, podCode: 4711, traceId: 'trace-1', podMessage: 'no jo@example.com' }`
	const told = { networkCode: 'ECONNREFUSED', httpStatus: 502, podCode: 4711, traceId: 'trace-1' }
	const logOf = (error: string) =>
		logged(
			`const { PodError } = ${load('pod/pod-error.ts')}; const { AppError } = ${load('errors.ts')};
			const podError = new PodError('unreachable', 'The pod could not be reached.', ${details}); log().info({ err: ${error} }, 'refused')`,
		)

	it('tells the network’s code, the status, the pod’s code and the trace ID, never the pod’s words', () => {
		const text = logOf('podError')
		expect(JSON.parse(text).err).toMatchObject({ name: 'PodError', code: 'pod_unreachable', ...told })
		expect(text).not.toContain('jo@example.com')
	})

	it('tells the same where the call is the cause of another failure', () => {
		const text = logOf(`new AppError('conflict', 'Try again.', { cause: podError })`)
		expect(JSON.parse(text).err.cause).toMatchObject(told)
		expect(text).not.toContain('jo@example.com')
	})
})
