import { existsSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Longer than any run of notes that is appended at once. */
const maxTailBytes = 1024 * 1024

async function readTail(file: FileHandle): Promise<Buffer> {
	const { size } = await file.stat()
	const length = Math.min(size, maxTailBytes)
	const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length)
	return buffer.subarray(0, bytesRead)
}

/** How much of `notes` the file ends with already, from the beginning of a line. */
function bytesThere(tail: Buffer, notes: Buffer): number {
	const newline = 0x0a
	for (let count = Math.min(tail.length, notes.length); count > 0; count -= 1) {
		const start = tail.length - count
		const beginsLine = start === 0 || tail[start - 1] === newline
		if (beginsLine && tail.subarray(start).equals(notes.subarray(0, count))) return count
	}
	return 0
}

/** What is left to write, so that the file ends with `notes`, whole and once. */
function remainder(tail: Buffer, notes: Buffer): Buffer {
	const there = bytesThere(tail, notes)
	const isTorn = there === 0 && tail.length > 0 && !tail.toString('latin1').endsWith('\n')
	// Something else was torn off: what follows begins a line of its own, where a reader finds it.
	return isTorn ? Buffer.concat([Buffer.from('\n'), notes]) : notes.subarray(there)
}

/** A new file's name is on disk only once its folder is. */
async function syncFolder(path: string): Promise<void> {
	if (process.platform === 'win32') return
	const folder = await open(dirname(path))
	await folder.sync().finally(() => folder.close())
}

/**
 * Appends notes to a file, one after another, and comes back when they are on disk. It only ever appends: where an
 * earlier try was cut off, it goes on from there, and what was written whole is not written again.
 *
 * @throws Error of the file system
 */
export async function appendNotes(path: string, notes: readonly string[]): Promise<void> {
	const isNew = !existsSync(path)
	const file = await open(path, 'a+', 0o644)
	try {
		await file.appendFile(remainder(await readTail(file), Buffer.from(notes.join(''))))
		await file.sync()
	} finally {
		await file.close()
	}
	if (isNew) await syncFolder(path)
}
