import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** Runs one line of code in a process of its own whose console leads to the log; gives the lines. */
function linesOf(statement: string): Record<string, unknown>[] {
	const load = `await import(${JSON.stringify(join(import.meta.dirname, 'log-console.ts'))})`
	const script = `const { leadConsoleToLog } = ${load}; leadConsoleToLog(); ${statement}`
	const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
		encoding: 'utf8',
	})
	expect(stderr).toBe('')
	return stdout
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line))
}

it('makes a line of the log of whatever a library writes, without the console’s colours', () => {
	expect(linesOf(`console.error('\\u001b[31m⨯\\u001b[39m broken', 7)`)).toMatchObject([
		{ level: 50, kind: 'library', msg: '⨯ broken 7' },
	])
	expect(linesOf(`console.warn('old'); console.log('new'); console.info('too')`)).toMatchObject([
		{ level: 40, msg: 'old' },
		{ level: 30, msg: 'new' },
		{ level: 30, msg: 'too' },
	])
})

it('tells an error as the log does, without what a failed query was given', () => {
	const text = JSON.stringify(
		linesOf(`console.error(new Error('Failed query: select 1\\nparams: jo@example.com'))`),
	)
	expect(text).toContain('Failed query: select 1')
	expect(text).not.toContain('jo@example.com')
})

it('a line is never without words, and what breaks a page is left to the line of that page', () => {
	expect(linesOf(`console.error(new Error('Failed to find Server Action "x"'))`)).toMatchObject([
		{ kind: 'library', msg: 'Failed to find Server Action "x"', err: { name: 'Error' } },
	])
	for (const mark of ['', `'\\u001b[31m⨯\\u001b[39m', `]) {
		const brokenPage = `Object.assign(new Error('broken'), { digest: '924390902' })`
		expect(
			linesOf(`console.error(${mark}${brokenPage}); console.error(${mark}new Error('else'))`),
		).toMatchObject([{ msg: 'else' }])
	}
})

it('tells nothing of the fields of an object', () => {
	expect(JSON.stringify(linesOf(`console.error('seen', { cookie: 'canary' })`))).not.toContain('canary')
})
