import 'server-only'
import { bulkhead } from 'cockatiel'
import type { PodClient } from '#lib/pod/client.ts'
import { getPod } from '#lib/pod/connection.ts'

/**
 * How hard a process may press the pod for ends, also when a thousand are due at the same moment: at most 16 calls at
 * once. An end reads several things together, and never reads and writes at the same time.
 */
const readsAtOnce = 10
export const endsAtOnce = 6

const reads = bulkhead(readsAtOnce, 1_000)
const turns = bulkhead(endsAtOnce, 1_000)

/** Does something that asks the pod about an end, when its turn has come. */
export const inTurn = <T>(work: () => Promise<T>): Promise<T> => turns.execute(work)

/** The pod, read by all ends together no more than so many times at once. */
export function getPodForEnds(): PodClient {
	const pod = getPod()
	return { ...pod, read: (request) => reads.execute(() => pod.read(request)) }
}
