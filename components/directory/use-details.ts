import { useQuery } from '@tanstack/react-query'
import { askedByPerson } from '#components/api/asked-by-person.ts'
import { getJson } from '#components/api/get-json.ts'
import type { GroupOption, GroupSearch, PeopleSearch, PersonOption } from '#lib/directory/schemas.ts'

export const groupKey = (id: string | null) => ['group', id]
export const personKey = (id: string | null) => ['person', id]

const byId = (path: string, id: string) => `${path}?${new URLSearchParams({ q: id })}`

/**
 * What is known of a group by its ID: as it was when it was picked, else looked up.
 * @param lookUp false where the pair view brings it anyway
 */
export function useGroupDetails(id: string | null, lookUp: boolean) {
	return useDetails<GroupOption>(groupKey(id), id, lookUp, async (wanted, signal) => {
		const { groups } = await getJson<GroupSearch>(byId('/api/groups', wanted), signal)
		return groups
	})
}

/** The same for a person. */
export function usePersonDetails(id: string | null, lookUp: boolean) {
	return useDetails<PersonOption>(personKey(id), id, lookUp, async (wanted, signal) => {
		const { people } = await getJson<PeopleSearch>(byId('/api/people', wanted), signal)
		return people
	})
}

function useDetails<T extends { id: string }>(
	queryKey: unknown[],
	id: string | null,
	lookUp: boolean,
	find: (id: string, signal: AbortSignal) => Promise<T[]>,
) {
	return useQuery({
		queryKey,
		queryFn: async ({ signal }): Promise<T | null> =>
			(await find(id ?? '', signal)).find((one) => one.id === id) ?? null,
		enabled: id !== null && lookUp,
		staleTime: Number.POSITIVE_INFINITY,
		...askedByPerson,
	})
}
