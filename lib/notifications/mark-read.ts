import 'server-only'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { listNotifications } from './list.ts'
import { markReadSchema, type Notifications } from './schemas.ts'

/**
 * Marks what one is told as read; what others are told is not touched. `input` is a `markReadSchema`.
 * @throws AppError `invalid_input`
 */
export async function markRead(actor: Actor, input: unknown): Promise<Notifications> {
	const { ids } = parseInput(markReadSchema, input)
	await getDatabase()
		.update(notifications)
		.set({ readAt: sql`now()` })
		.where(
			and(
				eq(notifications.recipientId, actor.id),
				isNull(notifications.readAt),
				ids === null ? undefined : inArray(notifications.id, ids),
			),
		)
	return listNotifications(actor)
}
