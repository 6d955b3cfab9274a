import { useQuery } from '@tanstack/react-query'
import { fedQuery } from '#components/api/fed-query.ts'
import type { RequestCounts } from '#lib/requests/schemas.ts'

export const requestCountsQuery = fedQuery<RequestCounts>(['requests', 'counts'], '/api/requests/counts')

/** How much there is in each part of the queue, kept current on every page. */
export const useRequestCounts = () => useQuery(requestCountsQuery)
