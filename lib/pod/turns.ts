import { type BulkheadPolicy, bulkhead } from 'cockatiel'
import { watchTurns } from '#lib/metrics.ts'

const mostWaiting = 1_000

/** Lets `atOnce` calls of a kind go to the pod, and the others wait for their turn; metrics tell how many. */
export function takeTurns(kind: 'read' | 'write', atOnce: number): BulkheadPolicy {
	const gate = bulkhead(atOnce, mostWaiting)
	watchTurns(kind, () => ({
		underWay: atOnce - gate.executionSlots,
		waiting: mostWaiting - gate.queueSlots,
	}))
	return gate
}
