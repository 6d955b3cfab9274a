'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireViewer } from '#lib/auth/session.ts'
import { dropSchedule } from './drop.ts'
import { letEnd } from './let-end.ts'
import type { ScheduleView } from './schemas.ts'

/** Says that an assignment may end as planned. `input` is a `scheduleIdSchema`. */
export async function letEndAction(input: unknown, viewer: unknown): Promise<ActionResult<ScheduleView>> {
	return runAction('schedule.let_end', async () => letEnd(await requireViewer(viewer), input))
}

/** Takes away an end that stopped. `input` is a `dropFormSchema`. */
export async function dropScheduleAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<ScheduleView>> {
	return runAction('schedule.drop', async () => dropSchedule(await requireViewer(viewer), input))
}
