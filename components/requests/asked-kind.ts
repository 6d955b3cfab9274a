import { verdictFor } from '#components/assign/before-sending.ts'
import type { PairView, Verdict } from '#lib/changes/schemas.ts'
import { judgeEnd, requestKinds } from '#lib/requests/rules.ts'
import type { RequestKind } from '#lib/requests/schemas.ts'

/** What speaks against asking for this. A group's name is typed by whoever approves, not by whoever asks. */
export function judgeAsked(pair: PairView | undefined, kind: RequestKind): Verdict {
	const verdict = pair && kind === 'set_end' ? judgeEnd(pair) : verdictFor(pair, kind === 'assign')
	return { ...verdict, confirmation: null }
}

export const isRequestKind = (text: string | null): text is RequestKind =>
	requestKinds.some((kind) => kind === text)
