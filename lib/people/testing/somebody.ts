import { randomUUID } from 'node:crypto'
import type { Role } from '#lib/auth/permissions.ts'
import { type Actor, findActor, openSession } from '#lib/auth/session-store.ts'

/** Somebody who has just signed in, and the identifier that their cookie carries. */
export interface SignedIn {
	actor: Actor
	sessionId: string
}

/** Signs somebody in whom nobody knew before, or whom `subject` names. */
export async function signIn(
	role: Role,
	{ name = 'Somebody', subject = randomUUID() }: { name?: string; subject?: string } = {},
): Promise<SignedIn> {
	const email = `${subject}@example.com`
	const identity = { issuer: 'sandbox', subject, name, email, username: subject, podUserId: null, role }
	const sessionId = await openSession(identity)
	const actor = await findActor(sessionId)
	if (!actor) throw new Error('who just signed in is not there')
	return { actor, sessionId }
}
