import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { ScheduleView } from './schemas.ts'

/** Takes away an end that stopped. `input` is a `dropFormSchema`. */
export async function dropSchedule(_actor: Actor, _input: unknown): Promise<ScheduleView> {
	throw new AppError('internal', 'Not there yet.')
}
