import { verdictFor } from '#components/assign/before-sending.ts'
import type { PairView, Verdict } from '#lib/changes/schemas.ts'
import { judgeEnd } from '#lib/requests/rules.ts'
import type { RequestKind } from '#lib/requests/schemas.ts'

/** What speaks against asking for this. A group's name is typed by whoever approves, not by whoever asks. */
export function judgeAsked(pair: PairView | undefined, kind: RequestKind): Verdict {
	const verdict = pair && kind === 'set_end' ? judgeEnd(pair) : verdictFor(pair, kind === 'assign')
	return { ...verdict, confirmation: null }
}

/** What each kind of request asks for, in words. */
export const kindWords: Record<RequestKind, string> = {
	assign: 'Assign',
	unassign: 'Unassign',
	set_end: 'Put an end on the standing assignment',
}

export const isRequestKind = (text: string | null): text is RequestKind => text !== null && text in kindWords
