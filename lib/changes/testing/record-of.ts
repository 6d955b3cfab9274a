import { eq } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import type { World } from './world.ts'

/** What a person did, by the record: actions, and for a refused attempt its code. Oldest first. */
export async function recordOf({ database }: World, actor: Actor): Promise<string[]> {
	const rows = await database.db
		.select({ action: entries.action, details: entries.details })
		.from(entries)
		.where(eq(entries.actorSubject, actor.subject))
		.orderBy(entries.seq)
	return rows.map(({ action, details }) => {
		const { code } = JSON.parse(details ?? '{}') as { code?: string }
		return action === 'attempt.refused' ? `refused: ${code}` : action
	})
}
