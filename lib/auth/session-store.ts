import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { sessions, users } from '#lib/db/schema.ts'
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

/** Stands for the provider where people sign in by role. */
export const sandboxIssuer = 'sandbox'

// The row holds only a digest: reading the table gives nobody a session.
const digest = (sessionId: string) => createHash('sha256').update(sessionId).digest('hex')

/** Opens a session for a person, whose details are brought up to date. Gives the id that the cookie carries. */
export async function openSession(identity: Identity): Promise<string> {
	const sessionId = randomBytes(32).toString('base64url')
	await getDatabase().transaction(async (tx) => {
		const [user] = await tx
			.insert(users)
			.values({ id: randomUUID(), ...identity })
			.onConflictDoUpdate({
				target: [users.issuer, users.subject],
				set: { ...identity, lastSignInAt: sql`now()` },
			})
			.returning({ id: users.id })
		if (!user) throw new Error('the person’s row did not come back')
		await tx.insert(sessions).values({ id: digest(sessionId), userId: user.id })
	})
	return sessionId
}

/** The person of a session that is open, within its idle and absolute limits, and not of a disabled person. */
export async function findActor(sessionId: string): Promise<Actor | null> {
	const { idleMs, maxMs } = env().session
	const [row] = await getDatabase()
		.select({
			id: users.id,
			issuer: users.issuer,
			subject: users.subject,
			name: users.name,
			email: users.email,
			username: users.username,
			podUserId: users.podUserId,
			role: users.role,
			authenticatedAt: sessions.authenticatedAt,
		})
		.from(sessions)
		.innerJoin(users, eq(users.id, sessions.userId))
		.where(
			and(
				eq(sessions.id, digest(sessionId)),
				isNull(sessions.endedAt),
				isNull(users.disabledAt),
				// A session of the sandbox, or of another provider, ends with the configuration that gave it.
				eq(users.issuer, env().oidc?.issuer ?? sandboxIssuer),
				gt(sessions.lastSeenAt, sql`now() - ${idleMs} * interval '1 millisecond'`),
				gt(sessions.createdAt, sql`now() - ${maxMs} * interval '1 millisecond'`),
			),
		)
	return row ?? null
}

/** Notes activity, at most twice a minute, so that reading a page does not mean writing a row. */
export async function touchSession(sessionId: string): Promise<void> {
	await getDatabase()
		.update(sessions)
		.set({ lastSeenAt: sql`now()` })
		.where(
			and(eq(sessions.id, digest(sessionId)), lt(sessions.lastSeenAt, sql`now() - interval '30 seconds'`)),
		)
}

/** Ends a session at once, for every later request. */
export async function endSession(sessionId: string): Promise<void> {
	await getDatabase()
		.update(sessions)
		.set({ endedAt: sql`now()` })
		.where(and(eq(sessions.id, digest(sessionId)), isNull(sessions.endedAt)))
}
