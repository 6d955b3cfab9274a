import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkpointOf, exportSelection, exportWhole, signer, toKept, toText } from './testing/exports.ts'

const plain = { details: { reason: 'away' }, salt: '5a'.repeat(16), action: 'change.applied', erased: false }
const record = Array.from({ length: 9 }, (_, index) => toKept(plain, index + 1))
const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files: Record<string, string | Uint8Array> = {
	key: `${signer.verifierKey}\n`,
	checkpoint: checkpointOf(record, 4) + checkpointOf(record),
	older: checkpointOf(record, 4),
	whole: toText(exportWhole(record)),
	selection: toText(exportSelection(record, (index) => index > 5)),
	changed: toText(exportWhole(record)).replace('"reason":"away"', '"reason":"gone"'),
	hostile: toText(exportWhole(record)).replace('export/1', 'export/\\u001b[2J'),
	empty: '',
	garbage: Uint8Array.from({ length: 5000 }, (_, at) => (at * 197 + 131) % 256),
	random: randomBytes(3_000_000),
	long: `{"receipt":{"x":"${'a'.repeat(3_000_000)}"}}\n`,
	'long-line': `${toText(exportWhole(record)).split('\n')[0]}\n${'a'.repeat(3_000_000)}\n`,
	deep: `${toText(exportWhole(record)).split('\n')[0]}\n${'['.repeat(500_000)}${']'.repeat(500_000)}\n`,
}
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
mkdirSync(join(folder, 'directory'))
// As an auditor has it: alone in a folder, reached by another name.
copyFileSync(join(import.meta.dirname, 'verify.mjs'), join(folder, 'copy.mjs'))
symlinkSync('copy.mjs', join(folder, 'verify.mjs'))

function run(...args: string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['verify.mjs', ...args], {
		cwd: folder,
		encoding: 'utf8',
	})
	expect(stdout + stderr).not.toMatch(/^ +at |Error/m)
	expect(stdout + stderr).not.toContain('\u001b')
	return { status, said: stdout + stderr }
}
const given = ['--checkpoint', 'checkpoint', '--key', 'key']

test('--help says what to give and what each exit code means', () => {
	const { status, said } = run('--help')
	expect(status).toBe(0)
	expect(said).toMatch(/EXPORT.*--checkpoint FILE.*--key FILE.*0 {2}proved.*1 .*2 .*3 /s)
})

test.each<[string, number, string[], RegExp]>([
	['an export that is proved', 0, ['whole', ...given, '--since', 'older'], /^Proved\.\nAll 9 entries/],
	['a checkpoint chosen by its size', 0, ['whole', ...given, '--size', '4'], /of 4 entries, is continued/],
	['an export that was changed', 1, ['changed', ...given], /^Not proved: line 2 \(entry 1\)/],
	['what cannot be told', 3, ['selection', ...given, '--since', 'older'], /^Cannot tell\./],
	['no arguments', 2, [], /give one export/],
	['an unknown option', 2, ['whole', ...given, '--quick'], /--help/],
	['two exports', 2, ['whole', 'selection', ...given], /one export/],
	['a size that is none', 2, ['whole', ...given, '--size', '4e0'], /--size takes a number/],
	['a file that is not there', 2, ['nowhere', ...given], /nowhere cannot be read: there is no such file/],
	['a key file that is not there', 2, ['whole', '--checkpoint', 'checkpoint', '--key', 'no'], /no such file/],
	['a directory', 2, ['directory', ...given], /it is a directory/],
	[
		'a directory for a checkpoint',
		2,
		['whole', '--checkpoint', 'directory', '--key', 'key'],
		/it is a directory/,
	],
	['an empty file', 2, ['empty', ...given], /the export is empty/],
	['an empty checkpoint file', 2, ['whole', '--checkpoint', 'empty', '--key', 'key'], /is empty/],
	['garbage', 2, ['garbage', ...given], /not an export/],
	['much garbage', 2, ['random', ...given], /not an export/],
	['garbage for a checkpoint', 2, ['whole', '--checkpoint', 'garbage', '--key', 'key'], /not text/],
	['garbage for a key', 2, ['whole', '--checkpoint', 'checkpoint', '--key', 'garbage'], /not text/],
	['a first line without end', 2, ['long', ...given], /not an export/],
	['a line of three megabytes', 1, ['long-line', ...given], /line 2 is longer than 1 MB/],
	['a line too deep to read', 1, ['deep', ...given], /line 2 was edited/],
	['words that a terminal would obey', 2, ['hostile', ...given], /not for scopekeeper-export\/\?\[2J/],
])('%s: the answer and its exit code, without a trace of the stack', (_, code, args, expected) => {
	const { status, said } = run(...args)
	expect(said).toMatch(expected)
	expect(status).toBe(code)
})
