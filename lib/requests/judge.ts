import type { Actor } from '#lib/auth/session-store.ts'
import { type JudgedPair, judgeChange } from '#lib/changes/policy.ts'
import type { Verdict } from '#lib/changes/schemas.ts'
import type { RequestKind } from './schemas.ts'

/**
 * The guard-rails' word on what a request asks for. An end changes nothing by itself, so of it stands what would
 * stand of either direction; it is needless where there is nothing to end.
 */
export function judgeRequest(actor: Actor | null, reading: JudgedPair, kind: RequestKind): Verdict {
	if (kind !== 'set_end') return judgeChange(actor, reading, kind === 'assign')
	const [assign, unassign] = [judgeChange(actor, reading, true), judgeChange(actor, reading, false)]
	const inBoth = (one: Verdict['warnings'], other: Verdict['warnings']) =>
		one.filter(({ code }) => other.some((finding) => finding.code === code))
	return {
		refusals: inBoth(unassign.refusals, assign.refusals),
		warnings: inBoth(unassign.warnings, assign.warnings),
		confirmation: null,
		noChange: unassign.noChange,
	}
}
