import type { ChosenPair } from '#components/assign/use-chosen-pair.ts'
import type { RequestKind } from '#lib/requests/schemas.ts'

/** Where a request for a pair is filed, or for half of one. */
export function newRequestHref({ groupId, userId }: ChosenPair, kind?: RequestKind): string {
	const params = new URLSearchParams()
	if (groupId !== null) params.set('group', groupId)
	if (userId !== null) params.set('user', userId)
	if (kind) params.set('kind', kind)
	return params.size > 0 ? `/requests/new?${params}` : '/requests/new'
}
