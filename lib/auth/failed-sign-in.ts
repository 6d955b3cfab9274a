import 'server-only'
import { and, count, eq, gt, sql } from 'drizzle-orm'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import type { Entry, EntryActor } from '#lib/ledger/schemas.ts'

/** Why somebody was not signed in, in our own words: the provider's could be anybody's. */
const failures = {
	no_role: 'The account gives no role here.',
	disabled: 'An administrator has disabled the person.',
	called_off: 'The person or the identity provider called the sign-in off.',
	provider_refused: 'The identity provider refused the sign-in.',
	answer_refused: 'The identity provider’s answer was not what had been asked for, and was not accepted.',
}
export type SignInFailure = keyof typeof failures

/** Of one person, or of nobody known, in a minute: what comes after that is in the log alone. */
const mostInAMinute = 5

/** What the record says of a sign-in that came to nothing. */
export function failureEntry(why: SignInFailure, told: Entry['details'], person?: EntryActor): Entry {
	const details = { ...told, code: why, message: failures[why] }
	return {
		action: 'person.sign_in_failed',
		actor: null,
		...(person ? { person } : {}),
		source: 'sign_in',
		details,
	}
}

/** Whether the record holds enough failures of the last minute: nobody may fill it by trying. */
export async function isRecordFull(tx: Transaction, person?: EntryActor): Promise<boolean> {
	const told = sql`replace(${entries.text}, '\\u0000', '')::jsonb -> 'body' -> 'person'`
	const whose = person
		? sql`${told} ->> 'issuer' = ${person.issuer} and ${told} ->> 'subject' = ${person.subject}`
		: sql`${told} is null`
	const [found] = await tx
		.select({ failures: count() })
		.from(entries)
		.where(
			and(
				gt(entries.time, sql`now() - interval '1 minute'`),
				eq(entries.action, 'person.sign_in_failed'),
				whose,
			),
		)
	return (found?.failures ?? 0) >= mostInAMinute
}

/** Records that a sign-in which was under way came to nothing before it was known whose it was. */
export async function recordFailedSignIn(why: SignInFailure, told: Entry['details']): Promise<void> {
	await getDatabase().transaction(async (tx) => {
		if (await isRecordFull(tx)) return
		await appendEntries(tx, [failureEntry(why, told)])
	})
}
