import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session.ts'
import { getPod } from '#lib/pod/connection.ts'
import { type Deadline, deadlineIn } from '#lib/pod/deadline.ts'
import { PodError } from '#lib/pod/pod-error.ts'
import { userIdSchema } from '#lib/pod/schemas.ts'
import { lookUpUsers, searchCandidates, searchUsers } from '#lib/pod/users.ts'
import { toPersonOption } from './options.ts'
import type { PeopleSearch, PersonOption } from './schemas.ts'

const shown = 20
const deadlineMs = 8_000

interface Query {
	text: string
	groupId: string | null
	limits: { deadline: Deadline; retries: number }
}

/**
 * People of the pod, 20 at most: among its candidates for the chosen group where it offers them, else by its user
 * search; whoever has the query as ID, e-mail address or username comes first.
 * @throws AppError `forbidden`; PodError where no part of the search could be read
 */
export async function searchPeople(
	actor: Actor,
	{ query, groupId }: { query: string; groupId: string | null },
): Promise<PeopleSearch> {
	requirePermission(actor, 'look_up')
	const text = query.trim()
	const search = { text, groupId, limits: { deadline: deadlineIn(deadlineMs), retries: 1 } }
	const [exact, byName] = await Promise.allSettled([findExact(search), findByName(search)])
	const found = exact.status === 'fulfilled' ? exact.value : []
	if (byName.status === 'fulfilled') return { ...byName.value, ...merge(found, byName.value) }
	if (found.length === 0 || !(byName.reason instanceof PodError)) throw byName.reason
	return { people: found, source: 'search', hasMore: false }
}

/** Users whose ID, e-mail address or username is the text. */
async function findExact({ text, limits }: Query): Promise<PersonOption[]> {
	const lookUps = [
		userIdSchema.safeParse(text).success ? (['uid', text] as const) : null,
		/^\S+@\S+$/.test(text) ? (['email', text] as const) : null,
		/^\S{3,}$/.test(text) ? (['username', text] as const) : null,
	].filter((lookUp) => lookUp !== null)
	const answers = await Promise.allSettled(
		lookUps.map(([by, value]) => lookUpUsers(getPod(), by, value, limits)),
	)
	return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value.map(toPersonOption) : []))
}

async function findByName(search: Query): Promise<PeopleSearch> {
	const candidates = search.groupId === null ? null : await findCandidates(search, search.groupId)
	if (candidates && (candidates.people.length > 0 || search.text === '')) return candidates
	// Also where no candidate matches: a former officer is none any more, and can still be unassigned.
	if (search.text === '') return { people: [], source: 'search', hasMore: false }
	const { items, hasMore } = await searchUsers(getPod(), {
		name: search.text,
		limit: shown,
		...search.limits,
	})
	return { people: items.map(toPersonOption), source: 'search', hasMore }
}

/** `null` where the pod offers no candidates: it lacks the call, or does not let the console use it. */
async function findCandidates({ text, limits }: Query, groupId: string): Promise<PeopleSearch | null> {
	try {
		const { items, hasMore } = await searchCandidates(getPod(), groupId, {
			name: text,
			limit: shown,
			...limits,
		})
		return { people: items.map(toPersonOption), source: 'candidates', hasMore }
	} catch (error) {
		if (error instanceof PodError) return null
		throw error
	}
}

/** Exact finds before the others, each person once, with all that either says of them. */
function merge(exact: PersonOption[], { people, hasMore }: PeopleSearch): Omit<PeopleSearch, 'source'> {
	const byId = new Map<string, PersonOption>()
	for (const person of [...exact, ...people]) {
		const known = byId.get(person.id)
		byId.set(person.id, known ? complete(known, person) : person)
	}
	const all = [...byId.values()]
	return { people: all.slice(0, shown), hasMore: hasMore || all.length > shown }
}

const complete = (one: PersonOption, other: PersonOption): PersonOption => ({
	id: one.id,
	name: one.name ?? other.name,
	username: one.username ?? other.username,
	emailAddress: one.emailAddress ?? other.emailAddress,
	roles: one.roles ?? other.roles,
	canBeAssigned: one.canBeAssigned ?? other.canBeAssigned,
})
