import 'server-only'
import { and, count, eq } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { visibleTo } from './list.ts'

/**
 * How many changes that the actor may see have an outcome that the pod has not shown yet.
 * @throws AppError `forbidden`
 */
export async function countUnknownChanges(actor: Actor): Promise<number> {
	requirePermission(actor, 'read_own_record')
	const [row] = await getDatabase()
		.select({ many: count() })
		.from(changes)
		.where(and(eq(changes.state, 'unknown'), visibleTo(actor)))
	return row?.many ?? 0
}
