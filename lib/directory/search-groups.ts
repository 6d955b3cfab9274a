import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session.ts'
import { getPod } from '#lib/pod/connection.ts'
import { getGroupList } from './group-list.ts'
import { toGroupOption } from './options.ts'
import { rankGroups } from './rank-groups.ts'
import type { GroupSearch } from './schemas.ts'

const shown = 20

/**
 * The pod's groups with `query` in their name, ID or area, best match first, 20 at most; case and accents do not
 * matter. An empty query gives the first ones by name.
 * @throws AppError `forbidden`; PodError while no list could be read from the pod yet
 */
export async function searchGroups(actor: Actor, query: string): Promise<GroupSearch> {
	requirePermission(actor, 'look_up')
	const { globalGroupId } = getPod()
	const { index, readAtMs } = await getGroupList()
	const found = rankGroups(index, query)
	return {
		groups: found.slice(0, shown).map((group) => toGroupOption(group, globalGroupId)),
		total: found.length,
		readAt: new Date(readAtMs).toISOString(),
	}
}
