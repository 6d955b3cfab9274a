import { type SQL, sql } from 'drizzle-orm'
import { changes, users } from '#lib/db/schema.ts'

/** Who acted where no person did. */
export const scopekeeperFor = (requestId: number) => `Scopekeeper, for request ${requestId}`

/** By whom a change is, of a query that joins `users` to `changes` from the left. */
export const actorName: SQL<string> = sql<string>`
	coalesce(${users.name}, 'Scopekeeper, for request ' || ${changes.requestId})`
