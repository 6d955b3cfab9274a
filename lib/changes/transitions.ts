import type { ChangeState } from './schemas.ts'

/**
 * Which outcome may follow which state. `pending` and `unknown` are open. A sender whose answer comes after
 * the read-backs gave up still corrects the record: what the pod itself answered outranks what was not seen.
 */
const next: Record<ChangeState, readonly ChangeState[]> = {
	pending: ['applied', 'refused', 'not_sent', 'unknown'],
	unknown: ['applied', 'refused', 'not_sent', 'not_applied', 'pending', 'closed'],
	not_applied: ['applied'],
	applied: [],
	refused: [],
	not_sent: [],
	closed: [],
}

/** The states from which a change may move to `state`. */
export function statesBefore(state: ChangeState): ChangeState[] {
	return (Object.keys(next) as ChangeState[]).filter((from) => next[from].includes(state))
}
