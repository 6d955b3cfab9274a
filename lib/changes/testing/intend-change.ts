import type { Actor } from '#lib/auth/session-store.ts'
import { ownDecision } from '../four-eyes.ts'
import { recordIntent } from '../intent.ts'
import type { ChangeRow } from '../store.ts'

/** Records the intent to assign a pair, and goes no further. */
export async function intendChange(
	actor: Actor,
	pair: { groupId: string; userId: string },
): Promise<ChangeRow> {
	const row = await recordIntent(
		actor,
		{
			...pair,
			operationId: crypto.randomUUID(),
			active: true,
			reason: 'Covers the desk while the lead officer is away.',
			ticket: null,
			groupName: null,
			userName: null,
			stateBefore: 'not_assigned',
			warnings: [],
			undoes: null,
			...ownDecision,
		},
		{ lookedAt: new Date(), seen: { userId: pair.userId, user: null } },
	)
	if (!row) throw new Error('the intent was not recorded')
	return row
}
