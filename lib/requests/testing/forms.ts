import { randomUUID } from 'node:crypto'
import { warningCodes } from '#lib/changes/schemas.ts'
import type { RequestForm } from '../schemas.ts'

/** A filled form that asks to assign; every warning counts as seen. */
export function requestFor(
	pair: { groupId: string; userId: string },
	more: Partial<RequestForm> = {},
): RequestForm {
	return {
		operationId: randomUUID(),
		kind: 'assign',
		endsAt: null,
		reason: 'Covers the desk while the lead officer is away.',
		ticket: 'CMP-1',
		shownWarnings: [...warningCodes],
		...pair,
		...more,
	}
}

/** ISO 8601, so many days from now. */
export const daysAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
