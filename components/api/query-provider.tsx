'use client'

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ReadError } from './get-json.ts'
import { SessionEnded } from './session-ended.tsx'

/** Holds what was read for the whole console, and says when the session has ended under it. */
export function QueryProvider({ children }: { children: ReactNode }) {
	const [sessionEnded, setSessionEnded] = useState(false)
	const [client] = useState(
		() =>
			new QueryClient({
				queryCache: new QueryCache({
					onError: (error) => {
						if (error instanceof ReadError && error.code === 'not_signed_in') setSessionEnded(true)
					},
				}),
				defaultOptions: { queries: { retry: false, staleTime: 10_000 } },
			}),
	)
	return (
		<QueryClientProvider client={client}>
			{sessionEnded ? <SessionEnded /> : null}
			{children}
		</QueryClientProvider>
	)
}
