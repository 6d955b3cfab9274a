import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import { isSignedOut } from '#components/api/heed.ts'
import type { ChosenPair } from '#components/assign/use-chosen-pair.ts'
import type { OpenRequestNote } from '#lib/requests/schemas.ts'

/** What is asked for a pair and not ended. */
export function useOpenRequests({ groupId, userId }: ChosenPair) {
	const search = new URLSearchParams({ group: groupId ?? '', user: userId ?? '' })
	return useQuery({
		queryKey: ['requests', 'open', groupId, userId],
		queryFn: ({ signal }) => getJson<OpenRequestNote[]>(`/api/requests/open?${search}`, signal),
		enabled: () => groupId !== null && userId !== null && !isSignedOut(),
		staleTime: 5_000,
		refetchInterval: 15_000,
	})
}
