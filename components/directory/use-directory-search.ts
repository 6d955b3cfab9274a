import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import { useDebounced } from '#components/ui/use-debounced.ts'
import type { GroupSearch, PeopleSearch } from '#lib/directory/schemas.ts'

const typingPauseMs = 150

function useSearch<T>(
	what: string,
	path: string,
	extra: Record<string, string>,
	text: string,
	isOn: boolean,
) {
	const query = text.trim()
	const settled = useDebounced(query, typingPauseMs)
	const params = new URLSearchParams({ q: settled, ...extra })
	const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
		queryKey: [what, settled, extra],
		queryFn: ({ signal }) => getJson<T>(`${path}?${params}`, signal),
		enabled: isOn,
		placeholderData: keepPreviousData,
		staleTime: 15_000,
	})
	const isBusy = isOn && (settled !== query || isPlaceholderData || (isFetching && data === undefined))
	return { data, error: isBusy ? null : error, isBusy, isFetching, refetch }
}

/** Groups that fit a text. A request for an earlier text is cut off; `isBusy` until the answer is for this one. */
export const useGroupSearch = (text: string, isOn: boolean) =>
	useSearch<GroupSearch>('groups', '/api/groups', {}, text, isOn)

/** People that fit a text, among the pod's candidates for a group where one is chosen. */
export const usePeopleSearch = (text: string, groupId: string | null, isOn: boolean) =>
	useSearch<PeopleSearch>('people', '/api/people', groupId === null ? {} : { group: groupId }, text, isOn)
