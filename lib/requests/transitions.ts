import type { RequestState } from './schemas.ts'

/** What may be done to a request, and `settle`: what the pod confirmed of the change that was made for it. */
export const requestMoves = ['approve', 'reject', 'withdraw', 'settle'] as const
export type RequestMove = (typeof requestMoves)[number]

/**
 * The whole life of a request: which move leads from which state to which others. A claim, an edit and a comment
 * move nothing. `failed` is approved, but not done: approving it again tries again. A late answer of the pod may
 * still turn `failed` into `applied`, also where trying again waits for another approval.
 */
const table: Record<RequestState, Partial<Record<RequestMove, readonly RequestState[]>>> = {
	open: {
		approve: ['half_approved', 'sending', 'applied'],
		reject: ['rejected'],
		withdraw: ['withdrawn'],
	},
	half_approved: {
		// Again half approved: where the first approval does not count any more.
		approve: ['half_approved', 'sending', 'applied'],
		reject: ['rejected'],
		withdraw: ['withdrawn'],
		settle: ['applied'],
	},
	sending: { settle: ['applied', 'failed'] },
	failed: {
		approve: ['half_approved', 'sending', 'applied'],
		reject: ['rejected'],
		settle: ['applied'],
	},
	applied: {},
	rejected: {},
	withdrawn: {},
}

/** The states from which `move` may lead to `to`. */
export function requestStatesBefore(move: RequestMove, to: RequestState): RequestState[] {
	return (Object.keys(table) as RequestState[]).filter((from) => table[from][move]?.includes(to))
}

/** Whether `move` is there in a state at all. */
export function canMove(state: RequestState, move: RequestMove): boolean {
	return table[state][move] !== undefined
}
