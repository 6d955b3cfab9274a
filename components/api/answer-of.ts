import type { ActionFailure, ActionResult } from '#lib/action.ts'

/** What a request that was not let in is told; Next hands it on as the text of an error. */
function readRefusal(error: unknown): ActionFailure | null {
	try {
		const told: unknown = JSON.parse(error instanceof Error ? error.message : '')
		if (typeof told !== 'object' || told === null) return null
		// The shape is the gate's own: page and gate are built and shipped together.
		return 'code' in told && 'message' in told ? { ok: false, ...(told as Omit<ActionFailure, 'ok'>) } : null
	} catch {
		return null
	}
}

/**
 * An action's answer, also where it was not even let in: too often, too long, from elsewhere. Rejects where there is no
 * answer at all, so that nobody knows what became of it.
 */
export async function answerOf<T>(action: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
	try {
		return await action
	} catch (error) {
		const refusal = readRefusal(error)
		if (refusal) return refusal
		throw error
	}
}
