import { randomUUID } from 'node:crypto'
import { desc } from 'drizzle-orm'
import { afterAll, expect, it, vi } from 'vitest'
import { roles } from '#lib/auth/permissions.ts'
import { findActor, sessionKey } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { endOwnSessions } from './end-own-sessions.ts'
import { listOwnSessions } from './list-own-sessions.ts'
import { signIn } from './testing/somebody.ts'

const { db, appUrl } = await createTestDatabase()
vi.stubEnv('DATABASE_URL', appUrl)
afterAll(() => getDatabase().$client.end())

/** Somebody with three sessions, and somebody else with one. */
async function twoPeople(role: (typeof roles)[number]) {
	const subject = randomUUID()
	const own = [
		await signIn(role, { subject }),
		await signIn(role, { subject }),
		await signIn(role, { subject }),
	] as const
	return { own, other: await signIn(role) }
}

const isOpen = async (sessionId: string) => (await findActor(sessionId)) !== null

it.each(roles)('anybody ends one session of their own, or all others, in the record: %s', async (role) => {
	const { own, other } = await twoPeople(role)
	const [{ actor, sessionId }, second, third] = own
	expect(await listOwnSessions(actor)).toHaveLength(3)
	await endOwnSessions(actor, sessionKey(sessionId), { sessionKey: sessionKey(second.sessionId) })
	expect(await Promise.all([sessionId, second.sessionId, third.sessionId].map(isOpen))).toEqual([
		true,
		false,
		true,
	])
	await endOwnSessions(actor, sessionKey(sessionId), { sessionKey: null })
	expect(await Promise.all([sessionId, third.sessionId, other.sessionId].map(isOpen))).toEqual([
		true,
		false,
		true,
	])
	const [entry] = await db.select().from(entries).orderBy(desc(entries.seq)).limit(1)
	const person = { issuer: 'sandbox', subject: actor.subject }
	expect(JSON.parse(entry?.text ?? '').body).toMatchObject({
		action: 'person.sessions_ended',
		actor: person,
		person,
		count: 1,
		source: 'account_page',
	})
})

it('nobody ends another’s session by its name', async () => {
	const { own, other } = await twoPeople('administrator')
	const [{ actor, sessionId }] = own
	const input = { sessionKey: sessionKey(other.sessionId) }
	await expect(endOwnSessions(actor, sessionKey(sessionId), input)).rejects.toMatchObject({
		code: 'conflict',
	})
	expect(await isOpen(other.sessionId)).toBe(true)
})

it('whoever signed in long ago confirms who they are first', async () => {
	const { own } = await twoPeople('officer')
	const [{ actor, sessionId }, second] = own
	const old = { ...actor, authenticatedAt: new Date(Date.now() - 16 * 60_000) }
	await expect(endOwnSessions(old, sessionKey(sessionId), { sessionKey: null })).rejects.toMatchObject({
		code: 'step_up_needed',
	})
	expect(await isOpen(second.sessionId)).toBe(true)
})
