import { endProblem } from '#lib/requests/rules.ts'

/** What an end must be, as a form's `validate` takes it; `null` is none, which only some may have. */
export const endRule =
	({ isOptional, maxGrantMs }: { isOptional: boolean; maxGrantMs: number }) =>
	(endsAt: string | null) => {
		if (endsAt !== null) return endProblem(endsAt, { nowMs: Date.now(), maxGrantMs }) ?? true
		return isOptional || 'Choose when the assignment is to end.'
	}
