import 'server-only'
import { and, asc, desc, eq, isNotNull, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { users } from '#lib/db/schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { isSignedIn } from './open-sessions.ts'
import { lineOf, selectPeople } from './person-lines.ts'
import { requireAdministrator } from './require-administrator.ts'
import { type PeopleFilter, type PeopleList, peopleFilterSchema, peoplePageSchema } from './schemas.ts'

const perPage = 50

/** By name, in whatever case, letters with marks after those without; two of one name in an order of their own. */
const folded = (name: SQLWrapper) => sql`lower(normalize(${name}, NFD))`
const order = [folded(users.name), users.id] as const

/**
 * One page of everyone who ever signed in, by name. Pages are found by the person whom they come after or before, so
 * that the last is read as fast as the first.
 * @param filter a `peopleFilterSchema`
 * @param page a `peoplePageSchema`
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`
 */
export async function listPeople(actor: Actor, filter: unknown, page: unknown): Promise<PeopleList> {
	requireAdministrator(actor)
	const matching = conditionsOf(parseInput(peopleFilterSchema, filter))
	const { after, before } = parseInput(peoplePageSchema, page)
	const backwards = before !== undefined && after === undefined
	const edge = after ?? before
	const [found, total] = await Promise.all([
		selectPeople()
			.where(and(...matching, edge === undefined ? undefined : beyond(edge, backwards)))
			.orderBy(...order.map((by) => (backwards ? desc(by) : asc(by))))
			.limit(perPage + 1),
		getDatabase().$count(users, and(...matching)),
	])
	const hasMore = found.length > perPage
	const shown = found.slice(0, perPage).map(lineOf)
	const people = backwards ? shown.reverse() : shown
	const [first, last] = [people.at(0)?.id ?? null, people.at(-1)?.id ?? null]
	return {
		people,
		total,
		next: backwards || hasMore ? last : null,
		previous: backwards ? (hasMore ? first : null) : after === undefined ? null : first,
	}
}

function beyond(personId: string, backwards: boolean): SQL {
	const edge = alias(users, 'edge')
	const place = sql`(${folded(users.name)}, ${users.id})`
	const limit = sql`(select ${folded(edge.name)}, ${edge.id} from ${users} ${sql.identifier('edge')} where ${edge.id} = ${personId})`
	return backwards ? sql`${place} < ${limit}` : sql`${place} > ${limit}`
}

function conditionsOf({ text, role, state }: PeopleFilter): (SQL | undefined)[] {
	return [
		text ? says(text) : undefined,
		role ? eq(users.role, role) : undefined,
		state === 'disabled' ? isNotNull(users.disabledAt) : undefined,
		state === 'signed_in' ? isSignedIn() : undefined,
	]
}

function says(text: string): SQL | undefined {
	const like = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
	return or(
		...[users.name, users.email, users.username, users.subject].map((column) => sql`${column} ilike ${like}`),
	)
}
