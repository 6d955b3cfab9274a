import { statSync } from 'node:fs'

/**
 * Why a key's file keeps no secret, with the command that closes it; `null` where it does, is not there, or the system
 * knows no such permissions. As PostgreSQL has it for keys: of root, its group may read it.
 * @param what what it is called in the sentence
 */
export function openFileWarning(path: string, what: string): string | null {
	if (process.platform === 'win32') return null
	const file = statSync(path, { throwIfNoEntry: false })
	if (!file?.isFile()) return null
	const tooMuch = file.uid === 0 ? 0o037 : 0o077
	if ((file.mode & tooMuch) === 0) return null
	return `${what} can be read by other users of this machine (${(file.mode & 0o777).toString(8)}): run \`chmod 600 ${path}\`.`
}
