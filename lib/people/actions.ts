'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { disablePerson } from './disable.ts'
import { enablePerson } from './enable.ts'
import { endSessions } from './end-sessions.ts'
import type { Ended } from './schemas.ts'

/** Ends one session of a person, or all. `input` is an `endSessionsSchema`. */
export async function endSessionsAction(input: unknown): Promise<ActionResult<Ended>> {
	return runAction('person.end_sessions', async () => endSessions(await requireActor(), input))
}

/** Shuts somebody out. `input` is a `personReasonSchema`. */
export async function disablePersonAction(input: unknown): Promise<ActionResult<Ended>> {
	return runAction('person.disable', async () => disablePerson(await requireActor(), input))
}

/** Lets somebody in again. `input` is a `personReasonSchema`. */
export async function enablePersonAction(input: unknown): Promise<ActionResult<void>> {
	return runAction('person.enable', async () => enablePerson(await requireActor(), input))
}
