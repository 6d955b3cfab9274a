import 'server-only'
import { ExponentialBackoff, handleAll, retry } from 'cockatiel'
import { log } from '#lib/log.ts'
import { type PutOutcome, putAssignment } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { deadlineIn } from '#lib/pod/deadline.ts'
import { finishBeforeStop } from '#lib/stopping.ts'
import { couldNotMark, describeProblem, onlyLastSending, overslept } from './outcome-words.ts'
import { resolveChange } from './resolve.ts'
import { type ChangeRow, markSending, type Settlement, settleChange } from './store.ts'

/** A process that comes back this long after it began to mark the change sends nothing any more. */
const sendWithinMs = 5_000

/**
 * Steps 3 to 5 in the life of a change: mark it sending, PUT, record what the pod answered. Never rejects: what
 * cannot be recorded here is taken up by recovery, which reads the pod and never sends. A server that stops waits
 * for it, though its person had an answer.
 */
export function sendChange(change: ChangeRow): Promise<void> {
	return finishBeforeStop(send(change))
}

async function send(change: ChangeRow): Promise<void> {
	try {
		const marking = deadlineIn(sendWithinMs)
		if (!(await markOrGiveUp(change))) return
		const sendCount = change.sendCount + 1
		const settlement =
			marking.remainingMs() <= 0
				? settleAs({ state: 'not_sent', problem: overslept }, sendCount)
				: settleAs(settlementOf(await putAssignment(getPod(), change)), sendCount)
		const settled = await recordOutcome(change, settlement, sendCount)
		if (settled && settlement.state === 'unknown') await resolveChange(change.id)
	} catch (error) {
		log().error({ kind: 'change', changeId: change.id, err: error }, 'a change was left to recovery')
	}
}

/**
 * Where the mark cannot be written, nothing is sent, and the person need not wait for recovery to hear it. Only
 * while the change is unmarked: a mark whose answer was lost is recovery's to read back.
 */
async function markOrGiveUp(change: ChangeRow): Promise<boolean> {
	try {
		return await markSending(change)
	} catch (error) {
		log().error(
			{ kind: 'change', changeId: change.id, err: error },
			'a change could not be marked as being sent',
		)
		const notSent = settleAs({ state: 'not_sent', problem: couldNotMark }, change.sendCount + 1)
		await recordOutcome(change, notSent, change.sendCount)
		return false
	}
}

// For about as long as the lease: a restart of the database takes seconds, and recovery could only read the pod.
const recordOutcome = (change: ChangeRow, settlement: Settlement, sendCount: number) =>
	retry(handleAll, {
		maxAttempts: 10,
		backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 4_000 }),
	}).execute(() => settleChange(change, settlement, sendCount))

/**
 * After a second sending, "refused" or "not sent" speaks of that sending only: the first may still have
 * happened, so the change stays unknown.
 */
function settleAs(settlement: Settlement, sendCount: number): Settlement {
	const { state, problem } = settlement
	if (sendCount === 1 || (state !== 'refused' && state !== 'not_sent')) return settlement
	return { ...settlement, state: 'unknown', problem: problem ? onlyLastSending(problem) : null }
}

function settlementOf(outcome: PutOutcome): Settlement {
	const measured = { httpStatus: outcome.httpStatus, podMs: outcome.podMs, traceIds: outcome.traceIds }
	switch (outcome.kind) {
		case 'applied':
			return { ...measured, state: 'applied', confirmedBy: 'response', assignment: outcome.assignment }
		case 'refused':
		case 'not_sent':
		case 'unknown':
			return { ...measured, state: outcome.kind, problem: describeProblem(outcome) }
	}
}
