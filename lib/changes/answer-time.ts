const answerWithinMs = 2_500

/**
 * Waits for a sending, but not longer than an answer to the person may take: actions of one tab queue, so nothing
 * long waits inside one. The sending goes on, and the screen follows the change from there.
 */
export async function withinAnswerTime(sending: Promise<void>): Promise<void> {
	const timer = AbortSignal.timeout(answerWithinMs)
	await Promise.race([sending, new Promise((resolve) => timer.addEventListener('abort', resolve))])
}
