import 'server-only'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { readPair } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { claimDueChecks, findAbandoned, mayStillTakeEffect, noteCheck } from './due-checks.ts'
import { stillOld, stoppedBefore, stoppedDuring } from './outcome-words.ts'
import { type ChangeRow, settleChange } from './store.ts'

const shortestWaitMs = 1_000
const longestWaitMs = 15_000

/** Reads one unknown change back from the pod now, whenever its turn would have been. */
export async function resolveChange(changeId: string): Promise<void> {
	for (const change of await claimDueChecks(1, changeId)) await readBack(change)
}

/** Reads back the unknown changes whose turn has come. Gives how many there were. */
export async function resolveDueChanges(): Promise<number> {
	const due = await claimDueChecks(20)
	await Promise.all(due.map(readBack))
	return due.length
}

/**
 * What a crashed or sleeping process left behind: never marked sending is "not sent", marked sending is
 * "unknown". Sends nothing. Safe in every process at once. One that cannot be recovered stops no other.
 */
export async function recoverAbandonedChanges(): Promise<number> {
	const abandoned = await findAbandoned()
	await Promise.all(abandoned.map(recover))
	return abandoned.length
}

async function recover(change: ChangeRow): Promise<void> {
	const neverLeft = change.sentAt === null && change.sendCount === 0
	const settlement = neverLeft
		? ({ state: 'not_sent', problem: stoppedBefore } as const)
		: ({ state: 'unknown', problem: stoppedDuring } as const)
	try {
		await settleChange(change, settlement, change.sendCount)
	} catch (error) {
		log().error(
			{ kind: 'change', changeId: change.id, err: error },
			'an abandoned change could not be recovered',
		)
	}
}

/** Step 6. Whatever goes wrong here leaves a person the choice to send again or to close. */
async function readBack(change: ChangeRow): Promise<void> {
	try {
		await settleByReading(change)
	} catch (error) {
		log().error(
			{ kind: 'change', changeId: change.id, err: error },
			'an unknown change could not be read back',
		)
		const problem = 'What the pod shows of this assignment could not be taken in.'
		await noteCheck(change, { nextCheckInMs: waitMs(change), sawOldState: false, problem })
	}
}

/**
 * The state asked for settles it; the old state does so when seen twice, further apart than the settle time. Where
 * nobody could read the pair before, the state asked for may be an old one too, and settles it only once what was
 * sent cannot take effect any more: it would overtake the pair's next change.
 */
async function settleByReading(change: ChangeRow): Promise<void> {
	const pair = await readPair(getPod(), change.groupId, change.userId)
	if (pair.state === 'unreadable') {
		await noteCheck(change, { nextCheckInMs: waitMs(change), sawOldState: false, problem: pair.problem })
		return
	}
	const seen = { confirmedBy: 'read_back', assignment: pair.assignment } as const
	if ((pair.state === 'assigned') === change.active) {
		if (change.stateBefore === 'unreadable' && (await mayStillTakeEffect(change, env().pod.settleMs))) {
			await noteCheck(change, { nextCheckInMs: waitMs(change), sawOldState: false, problem: null })
			return
		}
		await settleChange(change, { ...seen, state: 'applied' }, change.sendCount)
		return
	}
	const settleLeftMs = settleTimeLeftMs(change)
	if (settleLeftMs <= 0) {
		const problem = stillOld(change.active)
		await settleChange(change, { ...seen, state: 'not_applied', problem }, change.sendCount)
		return
	}
	const nextCheckInMs = Math.min(waitMs(change), settleLeftMs)
	await noteCheck(change, { nextCheckInMs, sawOldState: true, problem: null })
}

/** Time left until the old state, first seen at `firstOldReadAt`, has stood for longer than a late PUT could take. */
function settleTimeLeftMs({ firstOldReadAt, checkedAt }: ChangeRow): number {
	const { settleMs } = env().pod
	if (!firstOldReadAt || !checkedAt) return settleMs
	return firstOldReadAt.getTime() + settleMs - checkedAt.getTime() + 1
}

/** Half of the time since the sending: soon at first, rarer later. */
function waitMs({ sentAt, createdAt, checkedAt }: ChangeRow): number {
	const sinceMs = (checkedAt ?? createdAt).getTime() - (sentAt ?? createdAt).getTime()
	return Math.min(Math.max(sinceMs / 2, shortestWaitMs), longestWaitMs)
}
