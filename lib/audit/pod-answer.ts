import 'server-only'
import type { JsonValue } from '#lib/ledger/schemas.ts'
import type { Assignment } from '#lib/pod/model.ts'
import { bodyOf, detailsOf, type EntryRow, listIn, membersIn, numberIn, textIn } from './entry-row.ts'
import type { PodAnswer } from './schemas.ts'

/** What the pod answered, as an entry keeps it; `null` for one that tells of no answer, or whose details are erased. */
export function answerIn(entry: EntryRow): PodAnswer | null {
	const details = detailsOf(entry)
	const problem = membersIn(details, 'problem')
	// Written by `settleChange` alone, from this very type.
	const assignment = membersIn(details, 'assignment') as Assignment | null
	if (!problem && !assignment) return null
	const confirmedBy = textIn(details, 'confirmedBy')
	return {
		sequence: entry.seq,
		confirmedBy: confirmedBy === 'response' || confirmedBy === 'read_back' ? confirmedBy : null,
		httpStatus: numberIn(bodyOf(entry), 'httpStatus'),
		podMs: numberIn(details, 'podMs'),
		traceIds: listIn(details, 'traceIds').filter(isText),
		assignment,
		problem: problem && {
			message: textIn(problem, 'message') ?? '',
			podCode: numberIn(problem, 'podCode'),
			podMessage: textIn(problem, 'podMessage'),
		},
	}
}

const isText = (value: JsonValue): value is string => typeof value === 'string'
