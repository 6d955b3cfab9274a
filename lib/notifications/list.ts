import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { Notifications } from './schemas.ts'

/** What the actor is told, newest first. */
export async function listNotifications(_actor: Actor): Promise<Notifications> {
	throw new AppError('internal', 'Not there yet.')
}
