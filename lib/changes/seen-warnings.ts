import { AppError } from '#lib/errors.ts'
import type { Finding } from './schemas.ts'

/**
 * A warning counts only when it was on the screen.
 * @param notDone what has not happened yet: `sent`, `filed`
 * @throws AppError `warnings_changed` with what was not there
 */
export function requireWarningsSeen(warnings: Finding[], shown: readonly string[], notDone: string): void {
	const unseen = warnings.filter(({ code }) => !shown.includes(code))
	if (unseen.length === 0) return
	const said = unseen.map(({ message }) => message).join(' ')
	throw new AppError(
		'warnings_changed',
		`Nothing was ${notDone} yet. Read this first, then do it again: ${said}`,
	)
}
