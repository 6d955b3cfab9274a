import { env } from './env.ts'
import { AppError } from './errors.ts'
import { type Failure, performRequest, readSentHeaders } from './perform-request.ts'
import { foreignWriteSentence, isOwnWrite } from './request-origin.ts'

/** What every server action answers: the data, or a sentence for the person. Never a thrown error. */
export type ActionResult<T> = { ok: true; data: T } | ActionFailure

export interface ActionFailure extends Failure {
	ok: false
}

/** Performs an action's work and turns whatever it throws into an answer; the cause goes to the log only. */
export async function runAction<T>(name: string, perform: () => Promise<T>): Promise<ActionResult<T>> {
	const performed = await performRequest('action', name, async () => {
		await requireOwnPage()
		return perform()
	})
	return performed.ok ? performed : { ok: false, ...performed.failure }
}

/**
 * The same that `proxy.ts` asks of every write, for where it is not there.
 * @throws AppError `forbidden`
 */
async function requireOwnPage(): Promise<void> {
	const sent = await readSentHeaders()
	if (!sent || isOwnWrite(sent, env().publicUrl)) return
	throw new AppError('forbidden', foreignWriteSentence)
}
