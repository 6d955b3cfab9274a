'use client'

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ReadError } from './get-json.ts'
import { noteRefusedRead } from './heed.ts'

/** Holds what was read for the whole console, and notices when the session has ended under it. */
export function QueryProvider({ children }: { children: ReactNode }) {
	const [client] = useState(
		() =>
			new QueryClient({
				queryCache: new QueryCache({
					onError: (error) => {
						if (error instanceof ReadError) noteRefusedRead(error)
					},
				}),
				defaultOptions: { queries: { retry: false, staleTime: 10_000 } },
			}),
	)
	return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
