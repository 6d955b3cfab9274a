'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireViewer } from '#lib/auth/session.ts'
import { markRead } from './mark-read.ts'
import type { Notifications } from './schemas.ts'

/** Marks what one is told as read. `input` is a `markReadSchema`. */
export async function markReadAction(input: unknown, viewer: unknown): Promise<ActionResult<Notifications>> {
	return runAction('notifications.read', async () => markRead(await requireViewer(viewer), input))
}
