import 'server-only'
import { asc } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { users } from '#lib/db/schema.ts'
import type { AuditPerson } from './schemas.ts'

const most = 500

/** Whoever ever signed in, by name, 500 at most, for those who may see what everyone did; nobody for the others. */
export async function listPeople(actor: Actor): Promise<AuditPerson[]> {
	if (!can(actor.role, 'read_whole_record')) return []
	return getDatabase()
		.select({ id: users.id, name: users.name })
		.from(users)
		.orderBy(asc(users.name), asc(users.id))
		.limit(most)
}
