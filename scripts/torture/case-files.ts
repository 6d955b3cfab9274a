import { isOpen } from '#lib/changes/rules.ts'
import type { ChangeState } from '#lib/changes/schemas.ts'
import type { Evidence, FinalChange, Pair, PutCall, RecordedEntry } from './evidence.ts'

/** An entry by which a change came to a state. */
export type StateEntry = RecordedEntry & { changeId: string; state: ChangeState }

/** All that there is of one change. */
export interface CaseFile {
	changeId: string
	/** Its row; absent where the record alone knows of it. */
	row: FinalChange | undefined
	/** Its entries, by sequence; the first is its intent. */
	entries: readonly StateEntry[]
	/** The PUTs sent for it, in the order of their arrival. */
	puts: readonly PutCall[]
	sendsAgain: number
}

export interface CaseFiles {
	byChange: ReadonlyMap<string, CaseFile>
	/** PUTs that arrived before anybody had intended a change of their pair. */
	unintended: readonly PutCall[]
	changeOf(put: PutCall): string | undefined
}

export const pairKey = ({ groupId, userId }: Pair) => `${groupId} ${userId}`

const isStateEntry = (entry: RecordedEntry): entry is StateEntry =>
	entry.changeId !== null && entry.state !== null

/** Entries by which changes came to states, by sequence. Entries about anything else are no part of a case. */
export function stateEntries({ entries }: Evidence): StateEntry[] {
	return entries.filter(isStateEntry)
}

/** When a change was first settled; infinity where it never was. */
export function settledAtMs({ entries }: CaseFile): number {
	return entries.find(({ state }) => !isOpen(state))?.committedAtMs ?? Number.POSITIVE_INFINITY
}

/**
 * Puts together what belongs to each change. A PUT belongs to the change that names its trace; a process that was
 * killed names none, and then it belongs to the pair's newest change that was intended before it arrived.
 */
export function openCaseFiles(evidence: Evidence): CaseFiles {
	const moves = stateEntries(evidence)
	const entriesOf = Map.groupBy(moves, ({ changeId }) => changeId)
	const intentsOf = Map.groupBy(
		moves.filter(({ action }) => action === 'change.intended'),
		(entry) => pairKey({ groupId: entry.groupId ?? '', userId: entry.userId ?? '' }),
	)
	const namedBy = new Map(
		moves.flatMap((entry) => entry.traceIds.map((traceId) => [traceId, entry.changeId] as const)),
	)
	const owner = new Map(
		evidence.puts.map((put) => {
			const intents = intentsOf.get(pairKey(put)) ?? []
			const newest = intents.findLast(({ committedAtMs }) => committedAtMs <= put.arrivedAtMs)
			return [put, namedBy.get(put.traceId ?? '') ?? newest?.changeId] as const
		}),
	)
	const putsOf = Map.groupBy(evidence.puts, (put) => owner.get(put))
	const rows = new Map(evidence.changes.map((row) => [row.id, row]))
	const ids = new Set([...entriesOf.keys(), ...rows.keys()])
	const caseFile = (changeId: string): CaseFile => {
		const entries = entriesOf.get(changeId) ?? []
		const sendsAgain = entries.filter(({ action }) => action === 'change.sent_again').length
		return { changeId, row: rows.get(changeId), entries, puts: putsOf.get(changeId) ?? [], sendsAgain }
	}
	return {
		byChange: new Map([...ids].map((changeId) => [changeId, caseFile(changeId)])),
		unintended: putsOf.get(undefined) ?? [],
		changeOf: (put) => owner.get(put),
	}
}
