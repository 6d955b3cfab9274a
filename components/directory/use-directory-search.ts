import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { askedByPerson } from '#components/api/asked-by-person.ts'
import { getJson } from '#components/api/get-json.ts'
import { useDebounced } from '#components/ui/use-debounced.ts'
import type { GroupSearch, PeopleSearch } from '#lib/directory/schemas.ts'
import { stillFits } from './still-fits.ts'

const typingPauseMs = 150

interface Search<T> {
	/** Which listing it is, for the cache; the address that gives it. */
	kind: string
	path: string
	/** Further parameters of the address. */
	extra?: Record<string, string>
	text: string
	isOn: boolean
	/** What still fits the text, of an answer to an earlier one. */
	narrow: (answer: T) => T
}

/**
 * A request for an earlier text is cut off; until the answer is for this one, `isBusy` is true and `data` holds
 * what still fits of the earlier answer.
 */
function useSearch<T>({ kind, path, extra = {}, text, isOn, narrow }: Search<T>) {
	const query = text.trim()
	const settled = useDebounced(query, typingPauseMs)
	const params = new URLSearchParams({ q: settled, ...extra })
	const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
		queryKey: [kind, settled, extra],
		queryFn: ({ signal }) => getJson<T>(`${path}?${params}`, signal),
		enabled: isOn,
		placeholderData: keepPreviousData,
		staleTime: 15_000,
		...askedByPerson,
	})
	const isBusy = isOn && (settled !== query || isPlaceholderData || (isFetching && data === undefined))
	return { data: data && isBusy ? narrow(data) : data, error: isBusy ? null : error, isBusy, refetch }
}

/** Groups that fit a text. */
export function useGroupSearch(text: string, isOn: boolean) {
	return useSearch<GroupSearch>({
		kind: 'groups',
		path: '/api/groups',
		text,
		isOn,
		narrow: (answer) => ({
			...answer,
			groups: answer.groups.filter(({ name, area, id }) => stillFits([name, area, id], text)),
		}),
	})
}

/** People who fit a text, among the pod's candidates for a group where one is chosen. */
export function usePeopleSearch(text: string, groupId: string | null, isOn: boolean) {
	return useSearch<PeopleSearch>({
		kind: 'people',
		path: '/api/people',
		...(groupId === null ? {} : { extra: { group: groupId } }),
		text,
		isOn,
		narrow: (answer) => ({
			...answer,
			people: answer.people.filter(({ name, username, emailAddress, id }) =>
				stillFits([name, username, emailAddress, id], text),
			),
		}),
	})
}
