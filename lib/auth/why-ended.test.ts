import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, expect, it, vi } from 'vitest'
import { getDatabase } from '#lib/db/client.ts'
import { sessions, users } from '#lib/db/schema.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { endedNow, findActor, openSession, sessionKey } from './session-store.ts'
import { whyEnded } from './why-ended.ts'

const { ownerDb, appUrl } = await createTestDatabase()
vi.stubEnv('DATABASE_URL', appUrl)
vi.stubEnv('SESSION_IDLE_MINUTES', '30')
vi.stubEnv('SESSION_MAX_HOURS', '12')
afterAll(() => getDatabase().$client.end())

it.each([
	['by an administrator', endedNow('ended_by_administrator'), 'An administrator has ended your session'],
	['by losing a role', endedNow('role_lost'), 'gives you no role here any more'],
	['by getting another role', endedNow('role_changed'), 'you were given another role'],
	['by signing out', endedNow('signed_out'), 'You have signed out'],
	['for another sign-in', endedNow(null), 'Your session has ended. Sign in'],
	['by idling', { lastSeenAt: sql`now() - interval '31 minutes'` }, 'nothing was done in it for 30 minutes'],
	['by its length', { createdAt: sql`now() - interval '13 hours'` }, 'it lasts 12 hours at most'],
	['with the person', null, 'An administrator has disabled your access'],
])('a session that ended %s says so to whoever bears its cookie', async (_how, end, sentence) => {
	const subject = randomUUID()
	const identity = { issuer: 'sandbox', subject, name: 'Jo', email: null, username: null, podUserId: null }
	const sessionId = await openSession({ ...identity, role: 'officer' })
	if (end)
		await ownerDb
			.update(sessions)
			.set(end)
			.where(eq(sessions.id, sessionKey(sessionId)))
	else await ownerDb.update(users).set({ disabledAt: sql`now()` }).where(eq(users.subject, subject))
	expect(await findActor(sessionId)).toBeNull()
	expect(await whyEnded(sessionId)).toContain(sentence)
	expect(await whyEnded(`${sessionId}x`)).toBe(await whyEnded(null))
})
