import { type SQL, sql } from 'drizzle-orm'
import { changes, users } from '#lib/db/schema.ts'

/** By whom a change is, of a query that joins `users` to `changes` from the left; as `scopekeeperFor` says it. */
export const actorName: SQL<string> = sql<string>`
	coalesce(${users.name}, 'Scopekeeper, for request ' || ${changes.requestId})`
