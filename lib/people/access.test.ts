import { randomUUID } from 'node:crypto'
import { asc, eq, gt, sql } from 'drizzle-orm'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { roles } from '#lib/auth/permissions.ts'
import { type Actor, findActor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { requests, sessions, users } from '#lib/db/schema.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { askFor } from '#lib/ledger/testing/asked.ts'
import { disablePerson } from './disable.ts'
import { enablePerson } from './enable.ts'
import { endSessions } from './end-sessions.ts'
import { listPeople } from './list.ts'
import { readPerson } from './read.ts'
import { signIn } from './testing/somebody.ts'

/** What administrators do with somebody's access: who may, what becomes of it, and what the record says. */

const { db, ownerDb, appUrl } = await createTestDatabase()
vi.stubEnv('DATABASE_URL', appUrl)
afterAll(() => getDatabase().$client.end())

const reason = 'Left the firm at the end of the month.'
const administrator = async (name?: string) =>
	(await signIn('administrator', name === undefined ? {} : { name })).actor

/** Whatever is done meanwhile, as the record tells it. */
async function toldOf(perform: () => Promise<unknown>) {
	const [before] = await db.select({ last: sql<number>`coalesce(max(${entries.seq}), 0)::int` }).from(entries)
	await perform()
	const rows = await db
		.select()
		.from(entries)
		.where(gt(entries.seq, before?.last ?? 0))
		.orderBy(asc(entries.seq))
	return rows.map(({ text, details }) => ({
		...JSON.parse(text).body,
		details: JSON.parse(details ?? '{}'),
	}))
}

const isDisabled = async ({ id }: Actor) => {
	const [row] = await db.select().from(users).where(eq(users.id, id))
	return row?.disabledAt !== null
}

/** Everything that the verbs do, each to somebody for whom it would work. */
const verbs = {
	list: (actor: Actor, _: string) => listPeople(actor, {}, {}),
	read: (actor: Actor, personId: string) => readPerson(actor, { personId }),
	'end sessions': (actor: Actor, personId: string) => endSessions(actor, { personId, sessionKey: null }),
	disable: (actor: Actor, personId: string) => disablePerson(actor, { personId, reason }),
	enable: async (actor: Actor, personId: string) => {
		await ownerDb.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, personId))
		await enablePerson(actor, { personId, reason })
	},
}

describe.each(Object.entries(verbs))('%s', (_name, verb) => {
	it.each(roles)('is for administrators alone, who signed in a short while ago: %s', async (role) => {
		const [{ actor }, { actor: target }] = [await signIn(role), await signIn('officer')]
		const attempt = verb(actor, target.id)
		if (role === 'administrator') await expect(attempt).resolves.not.toThrow()
		else await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
		const old = {
			...actor,
			role: 'administrator',
			authenticatedAt: new Date(Date.now() - 16 * 60_000),
		} as const
		await expect(verb(old, target.id)).rejects.toMatchObject({ code: 'step_up_needed' })
	})
})

describe('disabling somebody', () => {
	it('ends all that they have open at once, keeps them from nothing that counts, and is in the record', async () => {
		const actor = await administrator('Noor')
		const first = await signIn('officer', { name: 'Jo' })
		const second = await signIn('officer', { name: 'Jo', subject: first.actor.subject })
		const { actor: asker } = await signIn('support')
		const claimed = await askFor(db, asker, { claimedBy: first.actor.id, claimedAt: new Date() })
		const told = await toldOf(async () => {
			expect(await disablePerson(actor, { personId: first.actor.id, reason })).toEqual({
				sessions: 2,
				claims: 1,
			})
		})
		expect(await findActor(first.sessionId)).toBeNull()
		expect(await findActor(second.sessionId)).toBeNull()
		const [request] = await db.select().from(requests).where(eq(requests.id, claimed.id))
		expect(request).toMatchObject({ state: 'open', claimedBy: null, claimedAt: null })
		const who = { issuer: 'sandbox', subject: actor.subject }
		expect(told).toMatchObject([
			{
				action: 'person.disabled',
				actor: who,
				person: { issuer: 'sandbox', subject: first.actor.subject },
				source: 'people_page',
				count: 2,
				details: { reason, name: 'Jo', claims: 1, by: { name: 'Noor' } },
			},
			{ action: 'request.released', actor: who, requestId: claimed.id, source: 'people_page' },
		])
		const view = await readPerson(actor, { personId: first.actor.id })
		expect(view).toMatchObject({
			disabled: { by: 'Noor' },
			whyDisabled: { reason },
			openSessions: 0,
			claimedRequests: 0,
		})
		expect(view.sessions.map(({ ended }) => ended?.how)).toEqual(['person_disabled', 'person_disabled'])
	})

	it('is undone by enabling them, which opens no session of before again', async () => {
		const actor = await administrator()
		const { actor: person, sessionId } = await signIn('officer')
		await disablePerson(actor, { personId: person.id, reason })
		const told = await toldOf(() => enablePerson(actor, { personId: person.id, reason }))
		expect(told).toMatchObject([
			{ action: 'person.enabled', person: { subject: person.subject }, details: { reason } },
		])
		expect(await findActor(sessionId)).toBeNull()
		expect((await signIn('officer', { subject: person.subject })).actor.id).toBe(person.id)
		const view = await readPerson(actor, { personId: person.id })
		expect(view).toMatchObject({ disabled: null, whyDisabled: null, openSessions: 1 })
	})

	it('is refused for oneself, without a reason, of nobody, and a second time; the attempt is in the record', async () => {
		const actor = await administrator()
		const { actor: person } = await signIn('officer')
		const refused = async (input: object, code: string) => {
			const told = await toldOf(() =>
				expect(disablePerson(actor, { reason, ...input })).rejects.toMatchObject({ code }),
			)
			expect(told.map(({ action }) => action)).toEqual(
				code === 'invalid_input' || code === 'not_found' ? [] : ['attempt.refused'],
			)
			return told
		}
		await refused({ personId: actor.id }, 'forbidden')
		await refused({ personId: person.id, reason: 'Too short' }, 'invalid_input')
		await refused({ personId: randomUUID() }, 'not_found')
		expect(await isDisabled(person)).toBe(false)
		await disablePerson(actor, { personId: person.id, reason })
		const [second] = await refused({ personId: person.id }, 'conflict')
		expect(second).toMatchObject({ person: { subject: person.subject }, source: 'people_page' })
		await expect(enablePerson(actor, { personId: actor.id, reason })).rejects.toMatchObject({
			code: 'conflict',
		})
	})

	it('by two administrators of each other at once leaves one of them', async () => {
		for (let round = 0; round < 8; round++) {
			const [one, other] = [await administrator(), await administrator()]
			const outcomes = await Promise.allSettled([
				disablePerson(one, { personId: other.id, reason }),
				disablePerson(other, { personId: one.id, reason }),
			])
			expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
			expect([await isDisabled(one), await isDisabled(other)].filter(Boolean)).toHaveLength(1)
			const refused = outcomes.find(({ status }) => status === 'rejected')
			expect(refused).toMatchObject({ reason: { code: 'forbidden' } })
		}
	})

	it('by two administrators of one person at once is done once', async () => {
		const { actor: person } = await signIn('officer')
		const several = await Promise.all([administrator(), administrator(), administrator()])
		const told = await toldOf(async () => {
			const outcomes = await Promise.allSettled(
				several.map((actor) => disablePerson(actor, { personId: person.id, reason })),
			)
			expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
		})
		expect(told.filter(({ action }) => action === 'person.disabled')).toHaveLength(1)
	})
})

describe('ending sessions', () => {
	it('ends the one that is named, or all, of that person alone', async () => {
		const actor = await administrator()
		const subject = randomUUID()
		const [one, two, three] = [
			await signIn('support', { subject }),
			await signIn('support', { subject }),
			await signIn('support', { subject }),
		]
		const other = await signIn('support')
		const personId = one.actor.id
		const [, middle] = (await readPerson(actor, { personId })).sessions
		const open = async () =>
			(await Promise.all([three, two, one, other].map(({ sessionId }) => findActor(sessionId)))).map(Boolean)
		const told = await toldOf(async () => {
			expect(await endSessions(actor, { personId, sessionKey: middle?.key })).toMatchObject({ sessions: 1 })
		})
		expect((await open()).filter(Boolean)).toHaveLength(3)
		expect(told).toMatchObject([{ action: 'person.sessions_ended', count: 1, person: { subject } }])
		const refused = (input: object) =>
			expect(endSessions(actor, { personId, sessionKey: null, ...input })).rejects.toMatchObject({
				code: 'conflict',
			})
		await refused({ sessionKey: middle?.key })
		await refused({ personId: other.actor.id, sessionKey: middle?.key })
		expect(await endSessions(actor, { personId, sessionKey: null })).toMatchObject({ sessions: 2 })
		expect(await open()).toEqual([false, false, false, true])
		await refused({})
		const { sessions: past } = await readPerson(actor, { personId })
		expect(past.map(({ ended }) => ended?.how)).toEqual(Array(3).fill('ended_by_administrator'))
	})

	it('tells one that ran out from one that somebody ended', async () => {
		const actor = await administrator()
		const { actor: person } = await signIn('support')
		await ownerDb
			.update(sessions)
			.set({ lastSeenAt: sql`now() - interval '31 minutes'`, authenticatedAt: new Date(0) })
			.where(eq(sessions.userId, person.id))
		const [session] = (await readPerson(actor, { personId: person.id })).sessions
		expect(session).toMatchObject({ ended: { how: 'ran_out' }, authenticatedAt: null })
		expect(Date.now() - Date.parse(session?.ended?.at ?? '')).toBeGreaterThan(59_000)
	})
})
