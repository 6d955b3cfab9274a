/** Words of the list of people that the browser knows too. */

/** Which people: those with an open session, or those who are disabled. */
export const personStates = ['signed_in', 'disabled'] as const
export type PersonState = (typeof personStates)[number]

export const searchedTextMost = 200

/** The members of a filter in an address, in the order in which they are written. */
export const peopleFilterKeys = ['text', 'role', 'state'] as const
export type PeopleFilterKey = (typeof peopleFilterKeys)[number]
/** A filter as it stands in an address: each member's text. */
export type PeopleParams = { [key in PeopleFilterKey]?: string | undefined }

/** Which page: the people who come after one of them, or before; neither: the first. */
export interface PeoplePage {
	after?: string | undefined
	before?: string | undefined
}

/** The address of the list with a filter. */
export function peopleHref(params: PeopleParams, { after, before }: PeoplePage = {}): string {
	const search = new URLSearchParams()
	for (const key of peopleFilterKeys) {
		const value = params[key]
		if (value) search.set(key, value)
	}
	if (after) search.set('after', after)
	if (before) search.set('before', before)
	return search.size > 0 ? `/admin/people?${search}` : '/admin/people'
}

/** The address of one person. */
export const personHref = (id: string) => `/admin/people/${encodeURIComponent(id)}`
