import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { GroupOption, GroupSearch, PeopleSearch, PersonOption } from '#lib/directory/schemas.ts'

export const groupKey = (id: string | null) => ['group', id]
export const personKey = (id: string | null) => ['person', id]

/**
 * What is known of a group by its ID: as it was when it was picked, else looked up.
 * @param lookUp false where the pair view brings it anyway
 */
export function useGroupDetails(id: string | null, lookUp: boolean) {
	return useQuery({
		queryKey: groupKey(id),
		queryFn: async ({ signal }): Promise<GroupOption | null> => {
			const { groups } = await getJson<GroupSearch>(
				`/api/groups?${new URLSearchParams({ q: id ?? '' })}`,
				signal,
			)
			return groups.find((group) => group.id === id) ?? null
		},
		enabled: id !== null && lookUp,
		staleTime: Number.POSITIVE_INFINITY,
	})
}

/** The same for a person. */
export function usePersonDetails(id: string | null, lookUp: boolean) {
	return useQuery({
		queryKey: personKey(id),
		queryFn: async ({ signal }): Promise<PersonOption | null> => {
			const { people } = await getJson<PeopleSearch>(
				`/api/people?${new URLSearchParams({ q: id ?? '' })}`,
				signal,
			)
			return people.find((person) => person.id === id) ?? null
		},
		enabled: id !== null && lookUp,
		staleTime: Number.POSITIVE_INFINITY,
	})
}
