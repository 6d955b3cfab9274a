import { queryOptions, useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { PairView } from '#lib/changes/schemas.ts'
import type { ChosenPair } from './use-chosen-pair.ts'

/** How the present state of a pair is read from the pod, with what a change of it would meet. */
export function pairQuery({ groupId, userId }: ChosenPair) {
	const search = new URLSearchParams({ group: groupId ?? '', user: userId ?? '' })
	return queryOptions({
		queryKey: ['pair', groupId, userId],
		queryFn: ({ signal }) => getJson<PairView>(`/api/pair?${search}`, signal),
		enabled: groupId !== null && userId !== null,
		staleTime: 5_000,
	})
}

export function usePair(pair: ChosenPair) {
	return useQuery(pairQuery(pair))
}
