import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '#lib/errors.ts'

/** Whether PostgreSQL has to run as another user than the launcher, because it refuses to run as root. */
export const isRoot = process.getuid?.() === 0

/**
 * Makes the data directory and tries to write into it. Nobody else may list it; PostgreSQL's user has to pass
 * through it where the launcher is root. A folder that was there before keeps its mode.
 * @throws AppError `invalid_input`
 */
export function prepareDataDir(dataDir: string): void {
	try {
		makeFolder(dataDir, isRoot ? 0o711 : 0o700)
		const probe = join(dataDir, `.probe-${process.pid}`)
		writeFileSync(probe, '', { flush: true })
		rmSync(probe)
	} catch (cause) {
		const why = (cause as NodeJS.ErrnoException).code ?? 'unknown reason'
		throw new AppError(
			'invalid_input',
			`The data directory ${dataDir} cannot be written (${why}): make it writable for this user, or set DATA_DIR to another folder.`,
			{ cause },
		)
	}
}

/** Step by step: asked to make a whole path inside a folder such as /proc, Node never comes back. */
function makeFolder(path: string, mode?: number): void {
	if (existsSync(path)) return
	makeFolder(dirname(path))
	mkdirSync(path, mode)
}

/** Writes a file whole or not at all, for this user's eyes only. */
export function writePrivately(file: string, text: string): void {
	const draft = `${file}.${process.pid}.new`
	writeFileSync(draft, text, { mode: 0o600, flush: true })
	renameSync(draft, file)
}

/** The text of a file, or null where there is none. */
export function readIfThere(file: string): string | null {
	try {
		return readFileSync(file, 'utf8')
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
		throw error
	}
}

/** A text that is made on first use and stays the same over restarts, for this user's eyes only. */
export function keptText(file: string, make: () => string): string {
	const kept = readIfThere(file)?.trim()
	if (kept) return kept
	const text = make()
	writePrivately(file, `${text}\n`)
	return text
}

/** 256 random bits as text that needs no escaping in an address. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url')
}
