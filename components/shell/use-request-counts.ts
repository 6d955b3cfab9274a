import { queryOptions, useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { RequestCounts } from '#lib/requests/schemas.ts'

export const requestCountsQuery = queryOptions({
	queryKey: ['requests', 'counts'],
	queryFn: ({ signal }) => getJson<RequestCounts>('/api/requests/counts', signal),
})

/** How much there is in each part of the queue, kept current on every page. */
export const useRequestCounts = () => useQuery({ ...requestCountsQuery, refetchInterval: 15_000 })
