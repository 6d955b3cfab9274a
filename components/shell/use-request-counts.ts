import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { RequestCounts } from '#lib/requests/schemas.ts'

/** How much there is in each part of the queue, kept current on every page. */
export function useRequestCounts() {
	return useQuery({
		queryKey: ['requests', 'counts'],
		queryFn: ({ signal }) => getJson<RequestCounts>('/api/requests/counts', signal),
		refetchInterval: 15_000,
	})
}
