import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** Runs one line of code in a process of its own and gives what it logged. */
function logged(statement: string): string {
	const script = `const { log } = await import(${JSON.stringify(join(import.meta.dirname, 'log.ts'))}); ${statement}`
	return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout
}

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
