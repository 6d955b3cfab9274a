import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { type Actor, ownIssuer } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { isOpenRequest, requests, users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { decidableStates } from '#lib/requests/offers.ts'
import { lineOf, selectPeople } from './person-lines.ts'
import { requireAdministrator } from './require-administrator.ts'
import { type PersonView, personIdSchema } from './schemas.ts'
import { sessionsOf } from './sessions-of.ts'
import { whyDisabled } from './why-disabled.ts'

/**
 * One person, their sessions, and what they have in hand. `input` is a `personIdSchema`.
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`, `not_found`
 */
export async function readPerson(actor: Actor, input: unknown): Promise<PersonView> {
	requireAdministrator(actor)
	const { personId } = parseInput(personIdSchema, input)
	const [row] = await selectPeople().where(eq(users.id, personId))
	if (!row) throw noSuchPerson()
	const { issuer, createdAt, disabledAt } = row.person
	const canBeSignedIn = !disabledAt && issuer === ownIssuer()
	const [why, sessions, claimedRequests, openRequests] = await Promise.all([
		whyDisabled(row.person),
		sessionsOf(personId, canBeSignedIn),
		countRequests(and(eq(requests.claimedBy, personId), inArray(requests.state, [...decidableStates]))),
		countRequests(and(eq(requests.askerId, personId), isOpenRequest)),
	])
	return {
		...lineOf(row),
		issuer,
		whyDisabled: why,
		firstSignInAt: createdAt.toISOString(),
		sessions,
		claimedRequests,
		openRequests,
		isViewer: personId === actor.id,
	}
}

const countRequests = (condition: ReturnType<typeof and>) => getDatabase().$count(requests, condition)

export const noSuchPerson = () =>
	new AppError('not_found', 'There is no such person. Nothing was changed; look at the list again.')
