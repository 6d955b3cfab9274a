import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'

/** The newest changes that the viewer may see, read again every five seconds while the page can be seen. */
export function useRecentChanges() {
	return useQuery({
		queryKey: ['changes'],
		queryFn: async ({ signal }) => (await getJson<{ changes: ChangeView[] }>('/api/changes', signal)).changes,
		refetchInterval: 5_000,
	})
}
