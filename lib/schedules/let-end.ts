import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { ScheduleView } from './schemas.ts'

/** Says that an assignment may end as planned. `input` is a `scheduleIdSchema`. */
export async function letEnd(_actor: Actor, _input: unknown): Promise<ScheduleView> {
	throw new AppError('internal', 'Not there yet.')
}
