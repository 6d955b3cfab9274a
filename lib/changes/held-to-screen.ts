import { AppError } from '#lib/errors.ts'
import type { JudgedPair } from './policy.ts'
import type { ChangeForm, Finding, PairState, Verdict } from './schemas.ts'

/** What was on the screen, held against what is read at the moment of the change. */

const stateWords: Record<PairState, string> = {
	assigned: 'Assigned',
	not_assigned: 'Not assigned',
	unreadable: 'nothing of this assignment',
}

/** @throws AppError `conflict` where the pod shows another state than the screen did */
export function requireShown(shown: PairState, { state }: JudgedPair): void {
	if (state === shown) return
	throw new AppError(
		'conflict',
		`The pod shows ${stateWords[state]} now, where your screen showed ${stateWords[shown]}. Nothing was sent; look again, then decide.`,
	)
}

/**
 * The guard-rails' word at the moment of the change.
 * @throws AppError `guard_rail`, `no_change_needed`, `warnings_changed`, `invalid_input` for a name that was not typed
 */
export function requireVerdict(
	{ refusals, warnings, confirmation, noChange }: Verdict,
	form: Pick<ChangeForm, 'active' | 'shownWarnings' | 'confirmation'>,
): void {
	const [refusal] = refusals
	if (refusal) throw new AppError('guard_rail', refusal.message)
	if (noChange) {
		const state = form.active ? 'already assigned' : 'not assigned'
		throw new AppError(
			'no_change_needed',
			`Nothing to change: the pod shows that this user is ${state}. Nothing was sent.`,
		)
	}
	requireWarningsSeen(warnings, form.shownWarnings, 'sent')
	if (confirmation !== null && form.confirmation.trim() !== confirmation.trim()) {
		const sentence = `Type the group’s name, ${confirmation}, to confirm.`
		throw new AppError('invalid_input', sentence, { fieldErrors: { confirmation: sentence } })
	}
}

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
