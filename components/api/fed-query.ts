import { type QueryKey, queryOptions } from '@tanstack/react-query'
import { getJson } from './get-json.ts'
import { isSignedOut } from './heed.ts'

/**
 * A query that is fed from elsewhere, and reads for itself only where what it holds was made stale by an action. It asks
 * for nothing until it was fed once.
 */
export const fedQuery = <T>(queryKey: QueryKey, path: string) =>
	queryOptions({
		queryKey,
		queryFn: ({ signal }) => getJson<T>(path, signal),
		enabled: ({ state }) => state.data !== undefined && !isSignedOut(),
		staleTime: Number.POSITIVE_INFINITY,
		refetchOnWindowFocus: false,
		refetchOnReconnect: false,
	})
