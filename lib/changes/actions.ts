'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireViewer } from '#lib/auth/session.ts'
import { applyChange } from './apply.ts'
import { breakGlass } from './break-glass.ts'
import { checkNow } from './check-now.ts'
import { closeUnknownChange } from './close.ts'
import { reviewChange } from './review.ts'
import type { AppliedChange, ChangeView } from './schemas.ts'
import { sendAgain } from './send-again.ts'
import { undoChange } from './undo.ts'

/** Applies one change of an assignment. `input` is a `changeFormSchema`. */
export async function applyChangeAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<AppliedChange>> {
	return runAction('change.apply', async () => applyChange(await requireViewer(viewer), input))
}

/** Takes an applied change back. `input` is an `undoFormSchema`. */
export async function undoChangeAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<AppliedChange>> {
	return runAction('change.undo', async () => undoChange(await requireViewer(viewer), input))
}

/** Reads an unknown change back at once. `input` is a `changeIdSchema`. */
export async function checkNowAction(input: unknown, viewer: unknown): Promise<ActionResult<ChangeView>> {
	return runAction('change.check', async () => checkNow(await requireViewer(viewer), input))
}

/** Sends an unknown change again, as the same operation. `input` is a `changeIdSchema`. */
export async function sendAgainAction(input: unknown, viewer: unknown): Promise<ActionResult<ChangeView>> {
	return runAction('change.send_again', async () => sendAgain(await requireViewer(viewer), input))
}

/** Closes an unknown change as seen elsewhere. `input` is a `closeFormSchema`. */
export async function closeChangeAction(input: unknown, viewer: unknown): Promise<ActionResult<ChangeView>> {
	return runAction('change.close', async () => closeUnknownChange(await requireViewer(viewer), input))
}

/** Applies a change at once, without another officer. `input` is a `breakGlassFormSchema`. */
export async function breakGlassAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<AppliedChange>> {
	return runAction('change.break_glass', async () => breakGlass(await requireViewer(viewer), input))
}

/** Signs a change under break-glass off. `input` is a `reviewFormSchema`. */
export async function reviewChangeAction(input: unknown, viewer: unknown): Promise<ActionResult<ChangeView>> {
	return runAction('change.review', async () => reviewChange(await requireViewer(viewer), input))
}
