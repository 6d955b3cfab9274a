import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { RecordState } from '#lib/audit/schemas.ts'

export const recordStateKey = ['record-state']

/** How the record stands; asked for each second while a verification runs. */
export function useRecordState() {
	return useQuery({
		queryKey: recordStateKey,
		queryFn: ({ signal }) => getJson<RecordState>('/api/audit/state', signal),
		refetchInterval: ({ state }) => (state.data?.running ? 1_000 : 15_000),
		staleTime: 0,
	})
}
