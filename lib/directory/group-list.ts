import { getPod } from '#lib/pod/connection.ts'
import { listGroups } from '#lib/pod/groups.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { type IndexedGroup, indexGroups } from './rank-groups.ts'

/** The pod's whole list of groups, ready to be searched. */
export interface GroupList {
	index: IndexedGroup[]
	/** Epoch milliseconds. */
	readAtMs: number
}

interface Cache {
	list: GroupList | null
	loading: Promise<GroupList> | null
	/** When the last load began, successful or not. */
	triedAtMs: number
}

const freshMs = 60_000
/** A list that could not be refreshed is not asked for again before this. */
const retryMs = 10_000

const cache = () =>
	processSingleton<Cache>('directory.groups', () => ({ list: null, loading: null, triedAtMs: 0 }))

/**
 * The list, from memory where there is one: older than 60 s, it is refreshed in the background, one load at a
 * time; while the pod is away the old one stays.
 * @throws PodError where no list was ever read
 */
export async function getGroupList(): Promise<GroupList> {
	const state = cache()
	const nowMs = Date.now()
	if (!state.list) return load(state)
	if (nowMs - state.list.readAtMs > freshMs && nowMs - state.triedAtMs > retryMs) {
		load(state).catch(() => {
			// The old list stays, and shows its age.
		})
	}
	return state.list
}

function load(state: Cache): Promise<GroupList> {
	if (state.loading) return state.loading
	state.triedAtMs = Date.now()
	state.loading = listGroups(getPod())
		.then(({ items }) => {
			state.list = { index: indexGroups(items), readAtMs: Date.now() }
			return state.list
		})
		.finally(() => {
			state.loading = null
		})
	return state.loading
}
