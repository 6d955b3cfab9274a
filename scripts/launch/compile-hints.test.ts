import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hintScripts } from './compile-hints.ts'

it('puts the hint before every script, once, and leaves everything else as it is', () => {
	const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-hints-'))
	const files = { 'a.js': 'a()', 'deep/b.js': '"é"', 'c.css': 'p {}' }
	mkdirSync(join(folder, 'deep'))
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
	hintScripts(folder)
	hintScripts(folder)
	const read = (name: string) => readFileSync(join(folder, name), 'utf8')
	expect(Object.keys(files).map(read)).toEqual([
		'//# allFunctionsCalledOnLoad\na()',
		'//# allFunctionsCalledOnLoad\n"é"',
		'p {}',
	])
	rmSync(folder, { recursive: true })
})
