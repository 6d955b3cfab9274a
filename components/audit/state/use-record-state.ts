import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { RecordState } from '#lib/audit/schemas.ts'

export const recordStateKey = ['record-state']

/**
 * How the record stands; asked for each second while a verification runs.
 * @param atStart what the server had read when it made the page, so that nothing below moves when it comes; `null`: nothing
 */
export function useRecordState(atStart: RecordState | null) {
	return useQuery({
		queryKey: recordStateKey,
		queryFn: ({ signal }) => getJson<RecordState>('/api/audit/state', signal),
		refetchInterval: ({ state }) => (state.data?.running ? 1_000 : 15_000),
		staleTime: 0,
		...(atStart ? { initialData: atStart } : {}),
	})
}
