import 'server-only'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { isWithinLimits, ownIssuer } from '#lib/auth/session-store.ts'
import { sessions, users } from '#lib/db/schema.ts'

/** People for whom a session can be open at all: not disabled, and of the provider by which people sign in now. */
const canBeSignedIn = (): SQL | undefined => and(isNull(users.disabledAt), eq(users.issuer, ownIssuer()))

/** Said of `users`: somebody who has an open session. */
export function isSignedIn(): SQL | undefined {
	const open = sql`select ${sessions.userId} from ${sessions} where ${isWithinLimits()}`
	return and(canBeSignedIn(), sql`${users.id} in (${open})`)
}

/** How many sessions a row of `users` has open. */
export function countOpenSessions(): SQL<number> {
	return sql<number>`case when ${canBeSignedIn()} then (select count(*)::int from ${sessions}
		where ${sessions.userId} = ${users.id} and ${isWithinLimits()}) else 0 end`
}
