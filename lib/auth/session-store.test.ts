import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { getDatabase } from '#lib/db/client.ts'
import { sessions, users } from '#lib/db/schema.ts'
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts'
import { endSession, findActor, type Identity, openSession, touchSession } from './session-store.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await createTestDatabase()
	vi.stubEnv('DATABASE_URL', database.appUrl)
	vi.stubEnv('SESSION_IDLE_MINUTES', '30')
	vi.stubEnv('SESSION_MAX_HOURS', '12')
})
afterAll(() => getDatabase().$client.end())

const identity = (subject: string): Identity => ({
	issuer: 'sandbox',
	subject,
	name: 'Avery Quill',
	email: 'avery.quill@example.com',
	username: 'aquill',
	podUserId: null,
	role: 'officer',
})

/** Moves a moment of a person's sessions into the past. */
async function age(subject: string, column: 'createdAt' | 'lastSeenAt', by: string): Promise<void> {
	const { ownerDb } = database
	const [user] = await ownerDb.select().from(users).where(eq(users.subject, subject))
	await ownerDb
		.update(sessions)
		.set({ [column]: sql`now() - ${by}::interval` })
		.where(eq(sessions.userId, user?.id ?? ''))
}

describe('a session', () => {
	it('gives the person who opened it, with what the last sign-in said of them', async () => {
		const first = await openSession(identity('moved'))
		const second = await openSession({ ...identity('moved'), name: 'Avery Stone', role: 'auditor' })
		for (const sessionId of [first, second]) {
			expect(await findActor(sessionId)).toMatchObject({
				subject: 'moved',
				name: 'Avery Stone',
				role: 'auditor',
			})
		}
	})

	it('is known by its own identifier alone, which no row holds', async () => {
		const sessionId = await openSession(identity('hidden'))
		expect(await findActor(`${sessionId}x`)).toBeNull()
		const rows = await database.ownerDb.select({ id: sessions.id }).from(sessions)
		expect(rows.length).toBeGreaterThan(0)
		for (const { id } of rows) {
			expect(id).not.toBe(sessionId)
			expect(await findActor(id)).toBeNull()
		}
	})

	it('is over at once when it is ended, and the person’s other sessions are not', async () => {
		const [one, other] = [await openSession(identity('two')), await openSession(identity('two'))]
		await endSession(one)
		expect(await findActor(one)).toBeNull()
		expect(await findActor(other)).not.toBeNull()
	})

	it('of another provider is none here, also of the sandbox once single sign-on is set', async () => {
		const sessionId = await openSession({ ...identity('elsewhere'), issuer: 'https://login.example.com' })
		expect(await findActor(sessionId)).toBeNull()
	})

	it('is over when the person is disabled', async () => {
		const sessionId = await openSession(identity('disabled'))
		await database.ownerDb.update(users).set({ disabledAt: sql`now()` }).where(eq(users.subject, 'disabled'))
		expect(await findActor(sessionId)).toBeNull()
	})

	it('is over after the idle limit, unless there was activity', async () => {
		const sessionId = await openSession(identity('idle'))
		await age('idle', 'lastSeenAt', '29 minutes')
		expect(await findActor(sessionId)).not.toBeNull()
		await touchSession(sessionId)
		const [row] = await database.ownerDb
			.select({ lastSeenAt: sessions.lastSeenAt })
			.from(sessions)
			.innerJoin(users, eq(users.id, sessions.userId))
			.where(eq(users.subject, 'idle'))
		expect(Date.now() - Number(row?.lastSeenAt)).toBeLessThan(60_000)
		await age('idle', 'lastSeenAt', '31 minutes')
		expect(await findActor(sessionId)).toBeNull()
	})

	it('is over after the absolute limit, whatever the activity', async () => {
		const sessionId = await openSession(identity('long'))
		await age('long', 'createdAt', '12 hours 1 minute')
		await touchSession(sessionId)
		expect(await findActor(sessionId)).toBeNull()
	})
})
