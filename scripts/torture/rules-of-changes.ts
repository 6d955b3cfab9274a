import { isOpen } from '#lib/changes/rules.ts'
import { statesBefore } from '#lib/changes/transitions.ts'
import { type CaseFile, type CaseFiles, pairKey, stateEntries } from './case-files.ts'
import type { Evidence, ToldAnswer } from './evidence.ts'

/** A rule that was broken: what was seen, and which change or pair to look at. */
export interface Violation {
	what: string
	changeId?: string | undefined
	pair?: string
}

export type Rule = (evidence: Evidence, cases: CaseFiles) => Violation[]

function oddStep({ entries }: CaseFile): string | null {
	for (const [index, { action, state }] of entries.entries()) {
		const from = entries[index - 1]?.state
		if (from === undefined) {
			if (action !== 'change.intended' || state !== 'pending') return `begins with ${action}`
		} else if (!statesBefore(state).includes(from)) return `went from ${from} to ${state}`
		else if (state !== 'pending' && action !== `change.${state}`) return `came to ${state} by ${action}`
		else if (state === 'pending' && action !== 'change.sent_again') return `was reopened by ${action}`
	}
	return null
}

/** Every change begins with its intent, moves as changes may, and has ended; its row says what the record says. */
export const oneOutcome: Rule = (_evidence, { byChange }) =>
	[...byChange.values()].flatMap((file) => {
		const { changeId, row, entries } = file
		const last = entries.at(-1)?.state
		const wrong = [
			oddStep(file),
			last === undefined ? 'is not in the record' : null,
			row === undefined ? 'is in the record alone' : null,
			row && row.active !== entries[0]?.active ? 'asks for something else than its intent' : null,
			row && isOpen(row.state) ? `is still ${row.state}` : null,
			row && last && row.state !== last ? `is ${row.state}, and ${last} in the record` : null,
		]
		return wrong.flatMap((what) => (what === null ? [] : [{ what: `it ${what}`, changeId }]))
	})

/** At most one change of a pair is open at any point of the record, and was at any sample of the table. */
export const oneOpenPerPair: Rule = (evidence) => {
	const found: Violation[] = evidence.crowded.map((sample) => ({
		what: `${sample.open} changes were open at ${new Date(sample.atMs).toISOString()}`,
		pair: pairKey(sample),
	}))
	const openOf = new Map<string, string>()
	for (const { seq, changeId, groupId, userId, state } of stateEntries(evidence)) {
		const pair = pairKey({ groupId: groupId ?? '', userId: userId ?? '' })
		const other = openOf.get(pair)
		if (isOpen(state)) {
			if (other !== undefined && other !== changeId)
				found.push({ what: `entry ${seq} opened it while ${other} was open`, changeId, pair })
			openOf.set(pair, changeId)
		} else if (other === changeId) openOf.delete(pair)
	}
	return found
}

/** A run in which nothing was done holds every rule, and shows nothing. */
export const somethingWasDone: Rule = ({ told, puts }) => [
	...(told.length > 0 ? [] : [{ what: 'no action answered with a change' }]),
	...(puts.length > 0 ? [] : [{ what: 'no PUT arrived at the pod' }]),
]

/** Whatever somebody was told of a change is there, and one operation is one change. */
export const nothingToldIsLost: Rule = ({ told }, { byChange }) => {
	const changeOf = new Map<string, string>()
	const problemOf = ({ operationId, changeId, state }: ToldAnswer): string | null => {
		const file = byChange.get(changeId)
		if (!file?.row) return 'somebody was told of it, and there is no such change'
		if (!file.entries.some((entry) => entry.state === state))
			return `somebody was told that it is ${state}, which it never came to`
		if (operationId === null) return null
		if (file.row.operationId !== operationId) return `it was the answer to another operation, ${operationId}`
		const first = changeOf.get(operationId) ?? changeId
		changeOf.set(operationId, first)
		return first === changeId ? null : `its operation ${operationId} was ${first} before`
	}
	return told.flatMap((answer) => {
		const what = problemOf(answer)
		return what === null ? [] : [{ what, changeId: answer.changeId }]
	})
}
