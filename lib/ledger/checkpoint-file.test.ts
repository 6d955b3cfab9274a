import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { signCheckpoint } from './checkpoint.ts'
import { appendNotes } from './checkpoint-file.ts'
import { newKey } from './testing/record.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

const privateKey = newKey()
const notes = [1, 2, 3, 40].map((size) =>
	signCheckpoint({ origin: 'record.test', size, root: Buffer.alloc(32, size) }, privateKey),
)
const file = join(folder, 'checkpoints')
const content = () => readFileSync(file, 'utf8')

test('notes are appended whole, one after another, to what is there', async () => {
	await appendNotes(file, notes.slice(0, 2))
	await appendNotes(file, notes.slice(2))
	expect(content()).toBe(notes.join(''))
})

test('wherever a crash cut the last writing off, the next makes it whole, and writes nothing twice', async () => {
	const all = Buffer.from(notes.join(''))
	const alone = Buffer.byteLength(notes[0] ?? '')
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: alone, max: all.length }), async (length) => {
			writeFileSync(file, all.subarray(0, length))
			await appendNotes(file, notes.slice(1))
			expect(content()).toBe(notes.join(''))
		}),
		{ numRuns: 60 },
	)
})

test('after anything else that was cut off, a note begins on a line of its own', async () => {
	writeFileSync(file, `${notes[0]}record.te\0\0`)
	await appendNotes(file, notes.slice(1))
	expect(content()).toBe(`${notes[0]}record.te\0\0\n${notes.slice(1).join('')}`)
})

test('a folder that is not there is an error, and stays away', async () => {
	await expect(appendNotes(join(folder, 'nowhere', 'file'), notes)).rejects.toMatchObject({ code: 'ENOENT' })
})
