import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { sessions, users } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import type { Entry } from '#lib/ledger/schemas.ts'
import type { Account } from './account-from-claims.ts'
import { endEverySession } from './end-every-session.ts'
import { takeFailureEntries } from './failed-sign-in.ts'
import { endedNow, type Identity, keepPerson, newSessionId, sessionKey } from './session-store.ts'

/** Where a sign-in comes from, as far as that is known. */
export interface SignInPlace {
	address: string | null
	browser: string | null
}

/** What a provider has vouched for. */
export interface SignIn {
	account: Account
	/** When it saw the person sign in, as far as it proved that. */
	authenticatedAt: Date
	/** To be shown to it again at sign-out. */
	idToken: string | null
	place: SignInPlace
	/** The session that the browser carries, open or not. */
	earlierSessionId: string | null
}

export type SignInOutcome =
	| { kind: 'signed_in'; sessionId: string }
	| { kind: 'refused'; why: 'no_role' | 'disabled' }

type PersonRow = Pick<typeof users.$inferSelect, 'id' | 'role' | 'disabledAt'>

/**
 * Signs a person in whom the provider vouches for: a new session under a new id in the place of the browser's earlier
 * one, the person's row as the provider tells it now, and the record of it, in one transaction. Whoever has no role any
 * more, or is disabled, gets none. Other sessions end with the role that they were opened under.
 */
export async function signIn(attempt: SignIn): Promise<SignInOutcome> {
	const { account } = attempt
	return getDatabase().transaction(async (tx): Promise<SignInOutcome> => {
		const [known] = await tx
			.select({ id: users.id, role: users.role, disabledAt: users.disabledAt })
			.from(users)
			.where(and(eq(users.issuer, account.issuer), eq(users.subject, account.subject)))
			.for('update')
		if (known?.disabledAt) return refuse(tx, attempt, 'disabled', known.id)
		const { role } = account
		if (role === null) return refuse(tx, attempt, 'no_role', known?.id ?? null)
		return open(tx, attempt, { ...account, role }, known)
	})
}

async function open(
	tx: Transaction,
	attempt: SignIn,
	identity: Identity,
	known: PersonRow | undefined,
): Promise<SignInOutcome> {
	const { authenticatedAt, idToken, place, earlierSessionId } = attempt
	const sessionId = newSessionId()
	const userId = await keepPerson(tx, identity)
	const replaced = earlierSessionId ? await replaceSession(tx, earlierSessionId, userId) : []
	const hasNewRole = known !== undefined && known.role !== identity.role
	const ended = hasNewRole ? await endEverySession(tx, userId, identity, 'role_changed') : []
	await tx.insert(sessions).values({ id: sessionKey(sessionId), userId, authenticatedAt, idToken, ...place })
	const actor = who(identity)
	const told = { by: byOf(identity), ...nameOf(identity), ...place }
	const entries: Entry[] = [
		...replaced,
		{ action: 'person.signed_in', actor, role: identity.role, source: 'sign_in', details: told },
	]
	if (hasNewRole) {
		const moved = { role: identity.role, roleBefore: known.role }
		entries.push(
			{ action: 'person.role_changed', actor, source: 'sign_in', ...moved, details: told },
			...ended,
		)
	}
	await appendEntries(tx, entries)
	return { kind: 'signed_in', sessionId }
}

const nameOf = ({ name, email, username }: Account) => ({ name, email, username })

/** Ends what the browser carried; where that was somebody else's, it is recorded as their sign-out. */
async function replaceSession(tx: Transaction, sessionId: string, userId: string | null): Promise<Entry[]> {
	const [ended] = await tx
		.update(sessions)
		.set(endedNow(null))
		.from(users)
		.where(
			and(eq(users.id, sessions.userId), eq(sessions.id, sessionKey(sessionId)), isNull(sessions.endedAt)),
		)
		.returning({ userId: users.id, issuer: users.issuer, subject: users.subject, name: users.name })
	if (!ended || ended.userId === userId) return []
	const how = 'Somebody else signed in with the same browser.'
	return [
		{
			action: 'person.signed_out',
			actor: null,
			person: who(ended),
			source: 'sign_in',
			details: { name: ended.name, how },
		},
	]
}

/** What the browser carried ends here as well: another account sits there now. */
async function refuse(
	tx: Transaction,
	attempt: SignIn,
	why: 'no_role' | 'disabled',
	userId: string | null,
): Promise<SignInOutcome> {
	const { account, place, earlierSessionId } = attempt
	const entries = userId && why === 'no_role' ? await endEverySession(tx, userId, account, 'role_lost') : []
	if (earlierSessionId) entries.push(...(await replaceSession(tx, earlierSessionId, userId)))
	entries.push(...(await takeFailureEntries(tx, why, { ...nameOf(account), ...place }, who(account))))
	await appendEntries(tx, entries)
	return { kind: 'refused', why }
}
