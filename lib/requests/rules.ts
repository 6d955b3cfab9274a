import { seen } from '#lib/changes/rules.ts'
import type { Verdict } from '#lib/changes/schemas.ts'
import type { RequestKind, RequestState } from './schemas.ts'

/** Rules of a request that the browser asks too; see `lib/pod/rules.ts`. */

/** `set_end`: put an end on an assignment that stands, or move the one that it has. */
export const requestKinds = ['assign', 'unassign', 'set_end'] as const

/** What the queue is divided into, in the order in which it is worked through. */
export const requestTabs = [
	'unclaimed',
	'mine',
	'second',
	'overdue',
	'others',
	'ending',
	'review',
	'done',
] as const
export type RequestTab = (typeof requestTabs)[number]

/** The states of a request that waits for somebody or for the pod; every other state is final. */
export const openRequestStates = [
	'open',
	'half_approved',
	'sending',
	'failed',
] as const satisfies readonly RequestState[]

export function isOpenRequest(state: RequestState): boolean {
	return openRequestStates.some((open) => open === state)
}

/**
 * @param endsAt ISO 8601; `null`: without an end
 * @returns the sentence for the person, or `null` where a request of this kind may have, or lack, such an end
 */
export function endOfKindProblem(kind: RequestKind, endsAt: string | null): string | null {
	if (kind === 'set_end' && endsAt === null) return 'Choose when the assignment is to end.'
	return kind === 'unassign' && endsAt !== null ? 'Only an assignment has an end. Leave it out.' : null
}

const noteMost = 500
export const commentMost = 2000
/** An end that is nearer would be over before anybody could decide. */
const leastAheadMs = 60_000
const dayMs = 86_400_000

const inDays = (ms: number) => (ms === dayMs ? '1 day' : `${Math.floor(ms / dayMs)} days`)

/**
 * @param endsAt ISO 8601
 * @param limits.maxGrantMs from now to the latest end that may be asked for
 * @returns the sentence for the person, or `null` where the end can stay as it is
 */
export function endProblem(endsAt: string, { nowMs, maxGrantMs }: { nowMs: number; maxGrantMs: number }) {
	const endMs = Date.parse(endsAt)
	if (Number.isNaN(endMs)) return 'Give the end as a date and a time.'
	if (endMs < nowMs + leastAheadMs) return 'The end must lie in the future. Choose a later one.'
	return endMs > nowMs + maxGrantMs
		? `The end may be at most ${inDays(maxGrantMs)} ahead. Choose an earlier one.`
		: null
}

/** @returns the sentence for the person, or `null` where a note of an approval can stay as it is */
export function noteProblem(text: string): string | null {
	return text.trim().length > noteMost ? `A note has at most ${noteMost} characters.` : null
}

/** @returns the sentence for the person, or `null` where a note of a rejection can stay as it is */
export function rejectionProblem(text: string): string | null {
	return seen(text).length < 3
		? 'Write why it is rejected: whoever asked for it reads this.'
		: noteProblem(text)
}

/** @returns the sentence for the person, or `null` where a comment can stay as it is */
export function commentProblem(text: string): string | null {
	if (seen(text) === '') return 'Write a comment.'
	return text.trim().length > commentMost ? `A comment has at most ${commentMost} characters.` : null
}

/**
 * The guard-rails' word on an end, of theirs on both directions of change: it changes nothing by itself, so of it
 * stands what would stand of either; it is needless where there is nothing to end.
 */
export function judgeEnd({ assign, unassign }: { assign: Verdict; unassign: Verdict }): Verdict {
	const inBoth = (one: Verdict['warnings'], other: Verdict['warnings']) =>
		one.filter(({ code }) => other.some((finding) => finding.code === code))
	return {
		refusals: inBoth(unassign.refusals, assign.refusals),
		warnings: inBoth(unassign.warnings, assign.warnings),
		confirmation: null,
		noChange: unassign.noChange,
	}
}
