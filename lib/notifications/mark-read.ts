import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { Notifications } from './schemas.ts'

/** Marks what one is told as read. `input` is a `markReadSchema`. */
export async function markRead(_actor: Actor, _input: unknown): Promise<Notifications> {
	throw new AppError('internal', 'Not there yet.')
}
