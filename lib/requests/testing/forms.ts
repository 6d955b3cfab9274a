import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/auth/session-store.ts'
import { warningCodes } from '#lib/changes/schemas.ts'
import type { ApprovalForm, RequestForm } from '../schemas.ts'
import { viewDecision } from '../view-decision.ts'

/** ISO 8601, so many days from now. */
export const daysAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** A filled form that asks to assign; every warning counts as seen. */
export function requestFor(
	pair: { groupId: string; userId: string },
	more: Partial<RequestForm> = {},
): RequestForm {
	return {
		operationId: randomUUID(),
		kind: 'assign',
		endsAt: more.kind === 'set_end' ? daysAhead(3) : null,
		reason: 'Covers the desk while the lead officer is away.',
		ticket: 'CMP-1',
		shownWarnings: [...warningCodes],
		...pair,
		...more,
	}
}

/** An approval of a request by someone who looked at its pair just now; every warning counts as seen. */
export async function approvalFor(
	actor: Actor,
	request: { id: number; version: number },
	more: Partial<ApprovalForm> = {},
): Promise<ApprovalForm> {
	const seen = more.shownState ? null : await viewDecision(actor, { requestId: request.id })
	return {
		operationId: randomUUID(),
		requestId: request.id,
		version: request.version,
		note: '',
		confirmation: '',
		shownWarnings: [...warningCodes],
		shownState: seen?.pair.state ?? 'not_assigned',
		...more,
	}
}
