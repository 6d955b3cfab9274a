import { closeSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** One change of an assignment, as it was made. */
const changeSchema = z.strictObject({
	groupId: z.string(),
	userId: z.string(),
	active: z.boolean(),
	atMs: z.number(),
})
export type JournalChange = z.infer<typeof changeSchema>

/** What the data was made from: a journal of other data is not replayed onto this one. */
export interface JournalOrigin {
	seed: number
	users: number
	groups: number
}

/** The changes made since the data was generated, one JSON line each, kept over restarts. */
export interface Journal {
	/** Written when this returns, so that an answer given afterwards survives the death of the process. */
	append(change: JournalChange): void
	clear(): void
	close(): void
}

const fileName = 'sandbox-pod.jsonl'

function readChanges(text: string, header: string): JournalChange[] | null {
	const [first, ...lines] = text.split('\n').slice(0, -1)
	if (first !== header) return null
	try {
		return lines.map((line) => changeSchema.parse(JSON.parse(line)))
	} catch {
		return null
	}
}

function readIfThere(path: string): string {
	try {
		return readFileSync(path, 'utf8')
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
		throw cause
	}
}

/**
 * Opens the journal in a directory, made when it is not there, and gives the changes it holds. A last line torn
 * by a crash is dropped; a journal of other data, or one that cannot be read, is set aside under another name.
 * @throws Error when the directory cannot be written
 */
export function openJournal(
	directory: string,
	origin: JournalOrigin,
): { journal: Journal; changes: JournalChange[] } {
	mkdirSync(directory, { recursive: true })
	const path = join(directory, fileName)
	const header = JSON.stringify({ format: 1, ...origin })
	const text = readIfThere(path)
	const kept = readChanges(text, header)
	if (kept === null && text !== '') renameSync(path, `${path}.${Date.now()}.aside`)
	const whole = kept === null ? '' : text.slice(0, text.lastIndexOf('\n') + 1)

	const file = openSync(path, 'a')
	truncateSync(path, Buffer.byteLength(whole))
	if (whole === '') writeSync(file, `${header}\n`)
	const journal: Journal = {
		append: (change) => void writeSync(file, `${JSON.stringify(change)}\n`),
		clear: () => {
			truncateSync(path, 0)
			writeSync(file, `${header}\n`)
		},
		close: () => closeSync(file),
	}
	return { journal, changes: kept ?? [] }
}
