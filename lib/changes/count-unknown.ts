import 'server-only'
import { and, count, eq } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'

/** How many changes that the actor may see have an outcome that the pod has not shown yet. */
export async function countUnknownChanges(actor: Actor): Promise<number> {
	requirePermission(actor, 'read_own_record')
	const seesAll = can(actor.role, 'read_whole_record')
	const [row] = await getDatabase()
		.select({ many: count() })
		.from(changes)
		.where(and(eq(changes.state, 'unknown'), seesAll ? undefined : eq(changes.actorId, actor.id)))
	return row?.many ?? 0
}
