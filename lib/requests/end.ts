import 'server-only'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { endProblem } from './rules.ts'

/**
 * Refuses an end that lies in the past or too far ahead, at its field.
 * @param endsAt ISO 8601; `null`: without an end
 * @throws AppError `invalid_input`
 */
export function requireFitEnd(endsAt: string | null): void {
	if (endsAt === null) return
	const problem = endProblem(endsAt, { nowMs: Date.now(), maxGrantMs: env().requests.maxGrantMs })
	if (problem) throw new AppError('invalid_input', problem, { fieldErrors: { endsAt: problem } })
}
