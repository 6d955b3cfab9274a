import 'server-only'
import { bulkhead } from 'cockatiel'

/**
 * How many ends are looked at or carried out at once. Each asks the pod at most five things at a time, so that a
 * thousand that are due at the same moment put at most 15 calls at once on it.
 */
export const atOnce = 3

const turns = bulkhead(atOnce, 1_000)

/** Does something that asks the pod about an end, when its turn has come. */
export const inTurn = <T>(work: () => Promise<T>): Promise<T> => turns.execute(work)
