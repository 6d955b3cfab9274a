import type { PodClient } from './client.ts'
import { wireGroup, wireGroupPage } from './contract.ts'
import type { Group } from './model.ts'
import { type Listing, readPages } from './pages.ts'
import { PodError } from './pod-error.ts'
import type { ReadLimits } from './read.ts'
import { toGroup } from './to-model.ts'

const groups = ['v2', 'admin', 'usergroups']

/**
 * Every group of the configured type, each once, active or not; 50,000 at most, or the first `most`.
 * @throws PodError
 */
export async function listGroups(
	pod: PodClient,
	{ most = 50_000, ...limits }: ReadLimits & { most?: number } = {},
): Promise<Listing<Group>> {
	const { items, complete } = await readPages(pod, {
		segments: groups,
		query: { type: pod.groupType },
		schema: wireGroupPage,
		itemsOf: (page) => page.data,
		pageSize: Math.min(500, most),
		most,
		...limits,
	})
	// Pages are read one after the other; a group added meanwhile can push another onto the next page.
	const byId = new Map(items.map((wire) => [wire.id, toGroup(wire)]))
	return { items: [...byId.values()], complete }
}

/**
 * One group; `null` where the pod says that there is none with this ID.
 * @throws PodError, or AppError `invalid_input` for an ID that no address can carry
 */
export async function getGroup(
	pod: PodClient,
	groupId: string,
	limits: ReadLimits = {},
): Promise<Group | null> {
	try {
		const wire = await pod.read({ segments: [...groups, groupId], schema: wireGroup, ...limits })
		if (wire.id === groupId) return toGroup(wire)
	} catch (error) {
		if (error instanceof PodError && error.problem === 'not_found') return null
		throw error
	}
	throw new PodError('unclear', 'The pod answered with another group than the one asked for. Try again.')
}
