'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireViewer } from '#lib/auth/session.ts'
import { readSessionKey } from '#lib/auth/session-key.ts'
import { disablePerson } from './disable.ts'
import { enablePerson } from './enable.ts'
import { endOwnSessions } from './end-own-sessions.ts'
import { endSessions } from './end-sessions.ts'
import type { Ended } from './schemas.ts'

/** Ends one session of a person, or all. `input` is an `endSessionsSchema`. */
export async function endSessionsAction(input: unknown, viewer: unknown): Promise<ActionResult<Ended>> {
	return runAction('person.end_sessions', async () => endSessions(await requireViewer(viewer), input))
}

/** Ends one of the person's own sessions, or all but this one. `input` is an `endOwnSessionsSchema`. */
export async function endOwnSessionsAction(input: unknown, viewer: unknown): Promise<ActionResult<Ended>> {
	return runAction('session.end_own', async () =>
		endOwnSessions(await requireViewer(viewer), await readSessionKey(), input),
	)
}

/** Shuts somebody out. `input` is a `personReasonSchema`. */
export async function disablePersonAction(input: unknown, viewer: unknown): Promise<ActionResult<Ended>> {
	return runAction('person.disable', async () => disablePerson(await requireViewer(viewer), input))
}

/** Lets somebody in again. `input` is a `personReasonSchema`. */
export async function enablePersonAction(input: unknown, viewer: unknown): Promise<ActionResult<void>> {
	return runAction('person.enable', async () => enablePerson(await requireViewer(viewer), input))
}
