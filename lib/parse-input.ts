import type { $ZodType, output } from 'zod/v4/core'
import { safeParse } from 'zod/v4/core'
import { AppError } from './errors.ts'

/**
 * Parses what came from outside with a feature's schema.
 * @throws AppError `invalid_input` with one sentence per field in `fieldErrors`
 */
export function parseInput<T extends $ZodType>(schema: T, input: unknown): output<T> {
	const parsed = safeParse(schema, input)
	if (parsed.success) return parsed.data
	const fieldErrors: Record<string, string> = {}
	for (const issue of parsed.error.issues) fieldErrors[issue.path.join('.')] ??= issue.message
	throw new AppError('invalid_input', parsed.error.issues[0]?.message ?? 'That cannot be read.', {
		fieldErrors,
	})
}
