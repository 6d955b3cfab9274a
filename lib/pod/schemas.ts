import * as z from 'zod/mini'
import { groupIdProblem, userIdProblem } from './rules.ts'

/** A text held to a rule of `rules.ts`; the rule's own sentence is the issue. */
export const byRule = (problemOf: (text: string) => string | null) =>
	z.refine<string>((text) => problemOf(text) === null, {
		error: ({ input }) => problemOf(String(input)) ?? undefined,
	})

export const groupIdSchema = z.string('Choose a group.').check(byRule(groupIdProblem))
export const userIdSchema = z.string('Choose a user.').check(byRule(userIdProblem))
