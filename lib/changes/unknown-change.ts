import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { mayStillTakeEffect } from './due-checks.ts'
import { type JudgedPair, judgeChange } from './policy.ts'
import { resolveChange } from './resolve.ts'
import { type ChangeRow, findChange } from './store.ts'
import { readPairToJudge } from './view-pair.ts'

const canBeRead = 'The pod can be read, so the console is finding the outcome itself. Nothing was sent.'

/**
 * The unknown change that a person wants to end by hand, once the guard-rails let them touch its pair and the
 * pod still lets nobody read it.
 * @throws AppError `not_found`, `guard_rail`, `conflict` where the outcome is known or can be read, and while what was
 * sent may still take effect: it would overtake the pair's next change
 */
export async function requireUnknownChange(
	actor: Actor,
	changeId: string,
): Promise<{ change: ChangeRow; reading: JudgedPair }> {
	const change = await findChange(changeId)
	if (!change) throw new AppError('not_found', 'There is no such change.')
	if (change.state !== 'unknown') {
		throw new AppError('conflict', 'The outcome of this change is known by now. Nothing was sent.')
	}
	if (!change.checkProblem) {
		throw new AppError('conflict', canBeRead)
	}
	const reading = await readPairToJudge(change.groupId, change.userId)
	if (reading.state !== 'unreadable') {
		await resolveChange(change.id)
		throw new AppError('conflict', canBeRead)
	}
	if (await mayStillTakeEffect(change, env().pod.settleMs)) {
		throw new AppError(
			'conflict',
			'What was sent may still take effect, so nothing was done. Try again in a moment.',
		)
	}
	const [refusal] = judgeChange(actor, reading, change.active).refusals
	if (refusal) throw new AppError('guard_rail', refusal.message)
	return { change, reading }
}
