import { type CaseFile, pairKey, settledAtMs } from './case-files.ts'
import type { Evidence, Pair, PutCall } from './evidence.ts'
import type { Rule, Violation } from './rules-of-changes.ts'

const mostReplays = 2
const at = (ms: number) => new Date(ms).toISOString()

/** Those that the pod took, in the order in which it did. */
function inOrderOfEffect(puts: readonly PutCall[]): PutCall[] {
	const number = ({ effect }: PutCall) => effect?.number ?? 0
	return puts.filter(({ effect }) => effect !== null).toSorted((one, other) => number(one) - number(other))
}

/** Sendings among the PUTs of a change: what follows a 401 or a 429 may be a replay within the same one. */
function countSendings(puts: readonly PutCall[]): number {
	const mayBeReplay = (index: number) => [401, 429].includes(puts[index - 1]?.status ?? 0)
	return puts.filter((_put, index) => !mayBeReplay(index)).length
}

function unaskedPuts(file: CaseFile): Violation[] {
	const { changeId, row, entries, puts } = file
	const intended = entries[0]?.committedAtMs ?? Number.POSITIVE_INFINITY
	const settled = settledAtMs(file)
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

/** What the pod held of a pair at a moment. */
function heldAt({ pairs, puts }: Evidence, pair: Pair, atMs: number): boolean | undefined {
	const same = (other: Pair) => pairKey(other) === pairKey(pair)
	const taken = inOrderOfEffect(puts.filter(same)).filter(({ effect }) => effect && effect.atMs <= atMs)
	return taken.at(-1)?.active ?? pairs.find(same)?.before
}

/** Where nobody could read the pair before, a read-back cannot tell what was done from what was so already. */
function wasSoAlready(evidence: Evidence, { row, entries }: CaseFile): boolean {
	const [intent] = entries
	const settled = entries.at(-1)?.committedAtMs ?? 0
	if (!row || intent?.stateBefore !== 'unreadable') return false
	return row.active === heldAt(evidence, row, settled)
}

function untrueOutcome(evidence: Evidence, file: CaseFile): string | null {
	const { row, entries, puts } = file
	const taken = puts.filter(({ effect }) => effect !== null)
	const settled = entries.at(-1)?.committedAtMs ?? 0
	switch (row?.state) {
		case 'applied':
			if (taken.some(({ effect }) => effect && effect.atMs <= settled)) return null
			if (taken.length > 0) return 'it was said to be applied before it was'
			return wasSoAlready(evidence, file) ? null : 'the pod never took it'
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
export const outcomesAreTrue: Rule = (evidence, { byChange }) =>
	[...byChange.values()].flatMap((file) => {
		const what = untrueOutcome(evidence, file)
		return what === null ? [] : [{ what: `${file.row?.state}: ${what}`, changeId: file.changeId }]
	})

/** Each pair ends as its newest applied change left it, by the order in which the pod took them, or as it began. */
export const podAgrees: Rule = ({ pairs, puts }, { byChange, changeOf }) => {
	const takenOf = Map.groupBy(inOrderOfEffect(puts), pairKey)
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
