import 'server-only'
import { placeOf } from '#lib/client-address.ts'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import type { Entry, EntryActor } from '#lib/ledger/schemas.ts'
import { type EntryAllowance, takeForRecord } from '#lib/limits/take-for-record.ts'

/** Why somebody was not signed in, in our own words: the provider's could be anybody's. */
const failures = {
	no_role: 'The account gives no role here.',
	disabled: 'An administrator has disabled the person.',
	called_off: 'The person or the identity provider called the sign-in off.',
	provider_refused: 'The identity provider refused the sign-in.',
	answer_refused: 'The identity provider’s answer was not what had been asked for, and was not accepted.',
}
export type SignInFailure = keyof typeof failures

/** How many entries there may be at once, and by the minute after that; the others are counted. */
const limits = {
	person: { burst: 5, perMinute: 5 },
	place: { burst: 5, perMinute: 5 },
	/** From all places together: one alone cannot use it up, and so hide what fails elsewhere. */
	everywhere: { burst: 60, perMinute: 30 },
}

/** Whose failures it counts among: those of the person, or of nobody known from one place and from all of them. */
function allowancesOf(address: string | null, person?: EntryActor): EntryAllowance[] {
	const name = (whose: string) => `failed sign-in ${whose}`
	if (person) return [{ name: name(`of ${person.issuer} ${person.subject}`), limit: limits.person }]
	return [
		{ name: name(`from ${address ? placeOf(address) : 'unknown'}`), limit: limits.place },
		{ name: name('from anywhere'), limit: limits.everywhere },
	]
}

/** What is told of a failure: from where, and of whom. */
export type FailureDetails = Entry['details'] & { address: string | null }

/**
 * What the record says of a sign-in that came to nothing: an entry, or none where there were too many, because nobody
 * may fill the record by trying. The next one says how many were left out.
 */
export async function takeFailureEntries(
	tx: Transaction,
	why: SignInFailure,
	told: FailureDetails,
	person?: EntryActor,
): Promise<Entry[]> {
	const leftOut = await takeForRecord(tx, 'a failed sign-in', allowancesOf(told.address, person))
	if (leftOut === null) return []
	const more = leftOut > 0 ? ` ${leftOut} more before this were left out of the record.` : ''
	const details = { ...told, code: why, message: failures[why] + more, ...(leftOut > 0 ? { leftOut } : {}) }
	const whom = person ? { person } : {}
	return [{ action: 'person.sign_in_failed', actor: null, ...whom, source: 'sign_in', details }]
}

/** Records that a sign-in which was under way came to nothing before it was known whose it was. */
export async function recordFailedSignIn(why: SignInFailure, told: FailureDetails): Promise<void> {
	await getDatabase().transaction(async (tx) => appendEntries(tx, await takeFailureEntries(tx, why, told)))
}
