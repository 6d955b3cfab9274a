import 'server-only'
import { count } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { entriesFor, type Viewer } from './matching.ts'
import type { AuditFilter } from './schemas.ts'

/** How many of the first `size` entries an export by this filter holds. */
export async function countEntries(viewer: Viewer, filter: AuditFilter, size: number): Promise<number> {
	const [row] = await getDatabase()
		.select({ many: count() })
		.from(entries)
		.where(entriesFor(viewer, filter, size))
	return row?.many ?? 0
}
