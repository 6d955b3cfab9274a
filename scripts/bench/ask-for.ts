import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/auth/session-store.ts'
import { warningCodes } from '#lib/changes/schemas.ts'
import type { ApprovalForm } from '#lib/requests/schemas.ts'
import { insertRequest } from '#lib/requests/store.ts'

const dayMs = 86_400_000

/** Puts a request into the queue without a look at the pod, and fills the form that approves it. */
export async function askFor(
	asker: Actor,
	{ active, ...pair }: { groupId: string; userId: string; active: boolean },
): Promise<ApprovalForm> {
	const shownState = active ? ('not_assigned' as const) : ('assigned' as const)
	const row = await insertRequest(asker, {
		...pair,
		operationId: randomUUID(),
		kind: active ? 'assign' : 'unassign',
		reason: 'Measured by the bench, and undone by it.',
		askerId: asker.id,
		stateBefore: shownState,
		state: 'open',
		dueAt: new Date(Date.now() + dayMs),
	})
	if (!row) throw new Error('the request was not filed')
	const { id: requestId, version } = row
	return {
		operationId: randomUUID(),
		requestId,
		version,
		note: '',
		confirmation: '',
		shownWarnings: [...warningCodes],
		shownState,
	}
}
