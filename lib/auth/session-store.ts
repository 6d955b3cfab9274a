import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { and, eq, gt, isNull, lt, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { buildOnce } from '#lib/db/build-once.ts'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { sessions, users } from '#lib/db/schema.ts'
import type { sessionEndValues } from '#lib/db/values.ts'
import { env } from '#lib/env.ts'
import type { Role } from './permissions.ts'

/** Who signed in, as the identity provider (or the sandbox) told it. A person is issuer + subject. */
export interface Identity {
	issuer: string
	subject: string
	name: string
	email: string | null
	username: string | null
	podUserId: string | null
	role: Role
}

/** A signed-in person. */
export interface Actor extends Identity {
	/** UUID of the person's row. */
	id: string
	/** When the identity provider last saw them sign in. */
	authenticatedAt: Date
}

/** A session as it stands. */
export interface OpenSession {
	actor: Actor
	signedInAt: Date
	lastSeenAt: Date
	/** Whether the last note of activity is old enough for another. */
	isToTouch: boolean
}

export type SessionEnd = (typeof sessionEndValues)[number]

/** Stands for the provider where people sign in by role. */
export const sandboxIssuer = 'sandbox'

/** Whose people can be signed in: those of the provider in use. */
export const ownIssuer = () => env().oidc?.issuer ?? sandboxIssuer

/** The row holds only a digest of the id: reading the table gives nobody a session. */
export const sessionKey = (sessionId: string) => createHash('sha256').update(sessionId).digest('hex')

/** An id that nobody guesses, for the cookie. */
export const newSessionId = () => randomBytes(32).toString('base64url')

/** Brings a person's row up to date with what a sign-in said of them, or makes it. Gives its UUID. */
export async function keepPerson(tx: Transaction, identity: Identity): Promise<string> {
	const [user] = await tx
		.insert(users)
		.values({ id: randomUUID(), ...identity })
		.onConflictDoUpdate({
			target: [users.issuer, users.subject],
			set: { ...identity, lastSignInAt: sql`now()` },
		})
		.returning({ id: users.id })
	if (!user) throw new Error('the person’s row did not come back')
	return user.id
}

/**
 * Opens a session for a person, whose details are brought up to date, without a word in the record: for tests and
 * scripts. People sign in by `signIn`. Gives the id that the cookie carries.
 */
export async function openSession(identity: Identity): Promise<string> {
	const sessionId = newSessionId()
	await getDatabase().transaction(async (tx) => {
		await tx.insert(sessions).values({ id: sessionKey(sessionId), userId: await keepPerson(tx, identity) })
	})
	return sessionId
}

/** Sessions that have not been ended, and are within their idle and absolute limits. */
export function isWithinLimits(
	{ idleMs, maxMs }: Record<'idleMs' | 'maxMs', number | Placeholder> = env().session,
): SQL | undefined {
	return and(
		isNull(sessions.endedAt),
		gt(sessions.lastSeenAt, sql`now() - ${idleMs} * interval '1 millisecond'`),
		gt(sessions.createdAt, sql`now() - ${maxMs} * interval '1 millisecond'`),
	)
}

const selectSession = buildOnce((db) =>
	db
		.select({
			actor: {
				id: users.id,
				issuer: users.issuer,
				subject: users.subject,
				name: users.name,
				email: users.email,
				username: users.username,
				podUserId: users.podUserId,
				role: users.role,
				authenticatedAt: sessions.authenticatedAt,
			},
			signedInAt: sessions.createdAt,
			lastSeenAt: sessions.lastSeenAt,
			isToTouch: isToTouch(),
		})
		.from(sessions)
		.innerJoin(users, eq(users.id, sessions.userId))
		.where(
			and(
				eq(sessions.id, sql.placeholder('key')),
				isWithinLimits({ idleMs: sql.placeholder('idleMs'), maxMs: sql.placeholder('maxMs') }),
				isNull(users.disabledAt),
				// A session of the sandbox, or of another provider, ends with the configuration that gave it.
				eq(users.issuer, sql.placeholder('issuer')),
			),
		),
)

/** A session that is open, within its limits, and not of a disabled person: the person, and its moments. */
export async function findSession(sessionId: string): Promise<OpenSession | null> {
	const { idleMs, maxMs } = env().session
	const [row] = await selectSession().execute({
		key: sessionKey(sessionId),
		issuer: ownIssuer(),
		idleMs,
		maxMs,
	})
	return row ?? null
}

/** The person of an open session. */
export async function findActor(sessionId: string): Promise<Actor | null> {
	return (await findSession(sessionId))?.actor ?? null
}

/** At most twice a minute: reading a page does not mean writing a row. */
const isToTouch = () => lt(sessions.lastSeenAt, sql`now() - interval '30 seconds'`) as SQL<boolean>

/** Notes activity. */
export async function touchSession(sessionId: string): Promise<void> {
	await getDatabase()
		.update(sessions)
		.set({ lastSeenAt: sql`now()` })
		.where(and(eq(sessions.id, sessionKey(sessionId)), isToTouch()))
}

/** What an ended session is set to: what the provider gave for signing out goes with it. */
export const endedNow = (reason: SessionEnd | null) => ({
	endedAt: sql`now()`,
	endReason: reason,
	idToken: null,
})

/** Ends a session at once, for every later request. */
export async function endSession(sessionId: string): Promise<void> {
	await getDatabase()
		.update(sessions)
		.set(endedNow('signed_out'))
		.where(and(eq(sessions.id, sessionKey(sessionId)), isNull(sessions.endedAt)))
}
