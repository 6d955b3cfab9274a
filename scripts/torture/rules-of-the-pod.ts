import { type CaseFile, pairKey, settledAtMs } from './case-files.ts'
import type { PutCall } from './evidence.ts'
import type { Rule, Violation } from './rules-of-changes.ts'

const mostReplays = 2
const at = (ms: number) => new Date(ms).toISOString()

/** Sendings among the PUTs of a change: what follows a 401 or a 429 may be a replay within the same one. */
function countSendings(puts: readonly PutCall[]): number {
	const mayBeReplay = (index: number) => [401, 429].includes(puts[index - 1]?.status ?? 0)
	return puts.filter((_put, index) => !mayBeReplay(index)).length
}

function unaskedPuts({ changeId, row, entries, puts, ...file }: CaseFile): Violation[] {
	const intended = entries[0]?.committedAtMs ?? Number.POSITIVE_INFINITY
	const settled = settledAtMs({ changeId, row, entries, puts, ...file })
	const allowed = 1 + file.sendsAgain
	const found = puts.flatMap((put) => {
		if (put.arrivedAtMs < Math.floor(intended))
			return [`a PUT arrived at ${at(put.arrivedAtMs)}, before its intent`]
		if (put.arrivedAtMs > settled) return [`a PUT arrived at ${at(put.arrivedAtMs)}, after it was settled`]
		if (put.active !== row?.active) return [`a PUT asked for active ${put.active}`]
		return row && pairKey(put) !== pairKey(row) ? [`a PUT was for another pair, ${pairKey(put)}`] : []
	})
	const sendings = countSendings(puts)
	if (sendings > allowed) found.push(`it was sent ${sendings} times, and ${allowed} were asked for`)
	if (puts.length > allowed * (1 + mostReplays)) found.push(`${puts.length} PUTs arrived`)
	return found.map((what) => ({ what, changeId }))
}

/** Every PUT that arrived was intended before, for the same pair and state, and no more often than people asked. */
export const nothingUnasked: Rule = (_evidence, { byChange, unintended }) => [
	...unintended.map((put) => ({
		what: `a PUT arrived at ${at(put.arrivedAtMs)}, and nobody had intended it`,
		pair: pairKey(put),
	})),
	...[...byChange.values()].flatMap(unaskedPuts),
]

function untrueOutcome({ row, entries, puts }: CaseFile): string | null {
	const taken = puts.filter(({ effect }) => effect !== null)
	const settled = entries.at(-1)?.committedAtMs ?? 0
	switch (row?.state) {
		case 'applied':
			if (taken.some(({ effect }) => effect && effect.atMs <= settled)) return null
			return taken.length > 0 ? 'it was said to be applied before it was' : 'the pod never took it'
		case 'not_sent':
			return puts.length > 0 ? `it was said to be not sent, and ${puts.length} PUTs arrived` : null
		case 'refused':
		case 'not_applied':
			return taken.length > 0 ? 'the pod took it' : null
		default:
			// Open ones break another rule; of a closed one nobody claimed to know.
			return null
	}
}

/** "Applied" means that the pod took it; "refused", "not sent" and "not applied" mean that it did not. */
export const outcomesAreTrue: Rule = (_evidence, { byChange }) =>
	[...byChange.values()].flatMap((file) => {
		const what = untrueOutcome(file)
		return what === null ? [] : [{ what: `${file.row?.state}: ${what}`, changeId: file.changeId }]
	})

/** Each pair ends as its newest applied change left it, by the order in which the pod took them, or as it began. */
export const podAgrees: Rule = ({ pairs, puts }, { byChange, changeOf }) => {
	const taken = puts.filter(({ effect }) => effect !== null)
	const takenOf = Map.groupBy(
		taken.toSorted((one, other) => (one.effect?.number ?? 0) - (other.effect?.number ?? 0)),
		pairKey,
	)
	return pairs.flatMap((states): Violation[] => {
		const pair = pairKey(states)
		const newest = takenOf.get(pair)?.at(-1)
		const changeId = newest && changeOf(newest)
		const state = byChange.get(changeId ?? '')?.row?.state
		if (newest && state !== 'applied' && state !== 'closed') {
			return [
				{
					what: `the pod's newest change of the pair is ${state ?? 'nobody’s'} in the record`,
					changeId,
					pair,
				},
			]
		}
		const expected = newest ? newest.active : states.before
		if (states.after === expected) return []
		return [{ what: `the pod shows active ${states.after}, the record ${expected}`, changeId, pair }]
	})
}
