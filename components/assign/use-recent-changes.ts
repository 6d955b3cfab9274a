import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import { isOpen } from '#lib/changes/rules.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'

/**
 * The newest changes that the viewer may see, read again while the page can be seen: every ten seconds, and twice as
 * often while the outcome of one is open.
 */
export function useRecentChanges() {
	return useQuery({
		queryKey: ['changes'],
		queryFn: async ({ signal }) => (await getJson<{ changes: ChangeView[] }>('/api/changes', signal)).changes,
		refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => isOpen(state)) ? 5_000 : 10_000),
	})
}
