import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import { requireRecentSignIn } from '#lib/auth/require-recent-sign-in.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import { parseInput } from '#lib/parse-input.ts'
import { refuseConcerned } from './four-eyes.ts'
import { readChange, selectChanges, viewOf } from './list.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { isOpen } from './rules.ts'
import { type ChangeView, reviewFormSchema } from './schemas.ts'
import { type ChangeRow, findChange } from './store.ts'
import { readPairToJudge } from './view-pair.ts'

const shown = 100

/**
 * The changes under break-glass that wait to be signed off, the oldest first, at most 100.
 * @throws AppError `forbidden`
 */
export async function listToReview(actor: Actor): Promise<ChangeView[]> {
	requirePermission(actor, 'read_whole_requests')
	const rows = await selectChanges()
		.where(and(eq(changes.breakGlass, true), isNull(changes.reviewedAt)))
		.orderBy(asc(changes.createdAt), asc(changes.id))
		.limit(shown)
	return rows.map((row) => viewOf(row, actor))
}

/**
 * Signs a change under break-glass off, as an officer who neither made it nor is concerned by it. `input` is a
 * `reviewFormSchema`.
 * @throws AppError `forbidden`, `step_up_needed`, `invalid_input`, `not_found`, `four_eyes`, `conflict`
 */
export async function reviewChange(actor: Actor, input: unknown): Promise<ChangeView> {
	return recordingRefusals(
		actor,
		input,
		async () => {
			requirePermission(actor, 'decide_requests')
			requireRecentSignIn(actor)
			const { changeId, note } = parseInput(reviewFormSchema, input)
			const change = await findChange(changeId)
			requireReviewable(actor, change)
			refuseConcerned([actor], await readPairToJudge(change.groupId, change.userId))
			await signOff(actor, change, note)
			return readChange(actor, { changeId })
		},
		'requests_page',
	)
}

function requireReviewable(actor: Actor, change: ChangeRow | null): asserts change is ChangeRow {
	if (!change?.breakGlass) throw new AppError('not_found', 'There is no such change to review.')
	if (change.actorId === actor.id) {
		throw new AppError('four_eyes', 'You made this change yourself. Another officer signs it off.')
	}
	if (isOpen(change.state)) {
		throw new AppError('conflict', 'What became of this change is not known yet. Sign it off when it is.')
	}
}

async function signOff(actor: Actor, change: ChangeRow, note: string): Promise<void> {
	const { id, operationId, groupId, userId, active } = change
	await getDatabase().transaction(async (tx) => {
		const [row] = await tx
			.update(changes)
			.set({ reviewedBy: actor.id, reviewedAt: sql`now()` })
			.where(and(eq(changes.id, id), isNull(changes.reviewedAt)))
			.returning({ id: changes.id })
		if (!row) throw new AppError('conflict', 'Another officer has signed this change off already.')
		await appendEntries(tx, [
			{
				action: 'change.reviewed',
				actor: who(actor),
				changeId: id,
				operationId,
				groupId,
				userId,
				active,
				details: { by: byOf(actor), note },
			},
		])
	})
}
