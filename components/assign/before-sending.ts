import type { PairView, Verdict } from '#lib/changes/schemas.ts'

/** Why a change that was applied is not sent yet; `null` when it may go. */
export type Hold = 'refused' | 'nothing_to_change' | 'new_warnings' | null

const noVerdict: Verdict = { refusals: [], warnings: [], confirmation: null, noChange: false }

/** What the guard-rails say of the direction that the switch asks for. */
export function verdictFor(pair: PairView | undefined, active: boolean): Verdict {
	if (!pair) return noVerdict
	return active ? pair.assign : pair.unassign
}

/**
 * Whether a change may be sent on this verdict.
 * @param shown codes of the warnings that the person had on the screen when applying
 */
export function holdFor(verdict: Verdict, shown: string[]): Hold {
	if (verdict.refusals.length > 0) return 'refused'
	if (verdict.noChange) return 'nothing_to_change'
	return verdict.warnings.every(({ code }) => shown.includes(code)) ? null : 'new_warnings'
}

export const codesOf = (verdict: Verdict) => verdict.warnings.map(({ code }) => code)
