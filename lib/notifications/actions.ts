'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { markRead } from './mark-read.ts'
import type { Notifications } from './schemas.ts'

/** Marks what one is told as read. `input` is a `markReadSchema`. */
export async function markReadAction(input: unknown): Promise<ActionResult<Notifications>> {
	return runAction('notifications.read', async () => markRead(await requireActor(), input))
}
