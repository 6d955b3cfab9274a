import { openCaseFiles } from './case-files.ts'
import type { Evidence } from './evidence.ts'
import {
	nothingToldIsLost,
	oneOpenPerPair,
	oneOutcome,
	type Rule,
	somethingWasDone,
	type Violation,
} from './rules-of-changes.ts'
import { nothingUnasked, outcomesAreTrue, podAgrees } from './rules-of-the-pod.ts'
import { treeVerifies } from './rules-of-the-record.ts'

const rules: readonly [sentence: string, rule: Rule][] = [
	['something was done', somethingWasDone],
	['every PUT was intended before it left, and sent as often as asked', nothingUnasked],
	['every change has one outcome, and row and record agree', oneOutcome],
	['outcomes say what the pod did', outcomesAreTrue],
	['the pod ends as the newest applied change left it', podAgrees],
	['at most one change of a pair is open', oneOpenPerPair],
	['the tree verifies, and continues every checkpoint', treeVerifies],
	['nothing that somebody was told is lost', nothingToldIsLost],
]

export interface Verdict {
	sentence: string
	violations: Violation[]
}

/** Holds every rule against what a torture left behind. */
export function check(evidence: Evidence): Verdict[] {
	const cases = openCaseFiles(evidence)
	return rules.map(([sentence, rule]) => ({ sentence, violations: rule(evidence, cases) }))
}
