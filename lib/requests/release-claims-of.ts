import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Actor } from '#lib/auth/session-store.ts'
import type { Transaction } from '#lib/db/client.ts'
import { requests } from '#lib/db/schema.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import { decidableStates } from './offers.ts'
import { requestEntry } from './store.ts'

/**
 * Frees what somebody has claimed and not decided, so that no request waits for a person who is shut out.
 * @param actor whoever shuts them out, and was authorised for that
 * @returns the entries of it, one a request, which the caller appends in the same transaction
 */
export async function releaseClaimsOf(tx: Transaction, actor: Actor, personId: string): Promise<Entry[]> {
	const released = await tx
		.update(requests)
		.set({ claimedBy: null, claimedAt: null })
		.where(and(eq(requests.claimedBy, personId), inArray(requests.state, [...decidableStates])))
		.returning()
	return released.map((row) =>
		requestEntry(actor, row, {
			action: 'request.released',
			source: 'people_page',
			details: { how: 'Whoever had claimed it was disabled.' },
		}),
	)
}
