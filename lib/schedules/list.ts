import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { ScheduleView } from './schemas.ts'

/** Ends that come soon, are late or stopped, the earliest first. */
export async function listEnding(_actor: Actor): Promise<ScheduleView[]> {
	throw new AppError('internal', 'Not there yet.')
}
