import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ReadError } from './get-json.ts'
import { isSignedOut, noteRefusedRead } from './heed.ts'

/**
 * What was read for the whole console. It notices when the session has ended under it, and then reads nothing by itself
 * until there is one again; a query with an `enabled` of its own asks `isSignedOut` too.
 */
export const createQueryClient = () =>
	new QueryClient({
		queryCache: new QueryCache({
			onError: (error) => {
				if (error instanceof ReadError) noteRefusedRead(error)
			},
		}),
		defaultOptions: { queries: { retry: false, staleTime: 10_000, enabled: () => !isSignedOut() } },
	})
