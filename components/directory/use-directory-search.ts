import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import { useDebounced } from '#components/ui/use-debounced.ts'
import type { GroupSearch, PeopleSearch } from '#lib/directory/schemas.ts'
import { stillFits } from './still-fits.ts'

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

/**
 * Groups that fit a text. A request for an earlier text is cut off; until the answer is for this one, `isBusy` is
 * true and `data` holds what still fits of the earlier answer.
 */
export function useGroupSearch(text: string, isOn: boolean) {
	const search = useSearch<GroupSearch>('groups', '/api/groups', {}, text, isOn)
	const { data, isBusy } = search
	if (!data || !isBusy) return search
	const groups = data.groups.filter(({ name, area, id }) => stillFits([name, area, id], text))
	return { ...search, data: { ...data, groups } }
}

/** The same for people, among the pod's candidates for a group where one is chosen. */
export function usePeopleSearch(text: string, groupId: string | null, isOn: boolean) {
	const extra: Record<string, string> = groupId === null ? {} : { group: groupId }
	const search = useSearch<PeopleSearch>('people', '/api/people', extra, text, isOn)
	const { data, isBusy } = search
	if (!data || !isBusy) return search
	const people = data.people.filter(({ name, username, emailAddress, id }) =>
		stillFits([name, username, emailAddress, id], text),
	)
	return { ...search, data: { ...data, people } }
}
