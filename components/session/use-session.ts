import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { SessionView } from '#lib/auth/schemas.ts'

export const sessionQueryKey = ['session']

/** The session as the console tells of it, asked again every so often and whenever the tab comes into sight. */
export function useSession(everyMs: number) {
	return useQuery({
		queryKey: sessionQueryKey,
		queryFn: ({ signal }) => getJson<SessionView>('/api/session', signal),
		// Even while one is signed out: this is how the next sign-in is seen.
		enabled: true,
		refetchInterval: everyMs,
		refetchOnWindowFocus: 'always',
		staleTime: 0,
	})
}
