/** The address of a pair's history; with `before`, of the page that begins after that change. */
export function pairHistoryHref(pair: { groupId: string; userId: string }, before?: string): string {
	const params = new URLSearchParams({ group: pair.groupId, user: pair.userId })
	if (before !== undefined) params.set('before', before)
	return `/audit/pair?${params}`
}
