import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import type { PersonRow } from './person-lines.ts'

/** An entry on what an administrator did with somebody's access. */
export function personEntry(
	actor: Actor,
	{ issuer, subject, name, email, username }: PersonRow,
	entry: Pick<Entry, 'action' | 'count' | 'details'>,
): Entry {
	return {
		source: 'people_page',
		...entry,
		actor: who(actor),
		person: { issuer, subject },
		details: { by: byOf(actor), name, email, username, ...entry.details },
	}
}
