import { randomUUID } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { sessions, users } from '#lib/db/schema.ts'
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts'
import { sweepAllowances } from '#lib/limits/allowance.ts'
import { log } from '#lib/log.ts'
import type { Account } from './account-from-claims.ts'
import { recordFailedSignIn } from './failed-sign-in.ts'
import { forgetPlaces } from './forget-places.ts'
import { findActor, sessionKey } from './session-store.ts'
import { type SignIn, type SignInOutcome, signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await createTestDatabase()
	vi.stubEnv('DATABASE_URL', database.appUrl)
})
afterAll(() => getDatabase().$client.end())

const warned = vi.spyOn(log(), 'warn').mockReturnValue()

const idToken = 'header.claims.signature'
const place = { address: '192.0.2.7', browser: 'Chrome on Windows' }

/** A person of their own for every story. */
function someone(): Account & { subject: string } {
	const subject = randomUUID()
	return {
		issuer: 'sandbox',
		subject,
		name: 'Avery Quill',
		email: 'avery.quill@example.com',
		username: 'aquill',
		podUserId: null,
		role: 'officer',
	}
}

const attempt = (account: Account, more: Partial<SignIn> = {}): SignIn => ({
	account,
	authenticatedAt: new Date(),
	idToken,
	place,
	earlierSessionId: null,
	...more,
})

function opened(outcome: SignInOutcome): string {
	if (outcome.kind !== 'signed_in') throw new Error(`refused: ${outcome.why}`)
	return outcome.sessionId
}

const enter = async (account: Account, more?: Partial<SignIn>) => opened(await signIn(attempt(account, more)))

/** What the record says of a person, oldest first: the entry's own words, and its details. */
async function recordOf(subject: string) {
	const rows = await database.ownerDb.select().from(entries).orderBy(asc(entries.seq))
	return rows
		.map(({ text, details }) => ({ ...JSON.parse(text).body, details: JSON.parse(details ?? '{}') }))
		.filter(({ actor, person }) => (person ?? actor)?.subject === subject)
}

const actionsOf = async (subject: string) => (await recordOf(subject)).map(({ action }) => action)

const rowOf = async (sessionId: string) => {
	const [row] = await database.ownerDb
		.select()
		.from(sessions)
		.where(eq(sessions.id, sessionKey(sessionId)))
	return row
}

it('a sign-in opens a session and is in the record, with who and from where', async () => {
	const person = someone()
	const authenticatedAt = new Date(Date.now() - 3_600_000)
	const sessionId = await enter(person, { authenticatedAt })
	expect(await findActor(sessionId)).toMatchObject({ subject: person.subject, authenticatedAt })
	expect(await rowOf(sessionId)).toMatchObject({ ...place, idToken, endedAt: null })
	const { name, email, username } = person
	const actor = { issuer: 'sandbox', subject: person.subject }
	expect(await recordOf(person.subject)).toMatchObject([
		{
			action: 'person.signed_in',
			actor,
			role: 'officer',
			source: 'sign_in',
			details: { name, email, username, ...place },
		},
	])
	expect(JSON.stringify(await recordOf(person.subject))).not.toContain(idToken)
})

it('a claim that changed gives the new role to the session that it was signed in for, and ends all others', async () => {
	const person = someone()
	const [other, ranOut, own] = [await enter(person), await enter(person), await enter(person)]
	await database.ownerDb
		.update(sessions)
		.set({ lastSeenAt: sql`now() - interval '1 day'` })
		.where(eq(sessions.id, sessionKey(ranOut)))
	const promoted = await enter({ ...person, role: 'administrator' }, { earlierSessionId: own })
	expect(await findActor(promoted)).toMatchObject({ role: 'administrator' })
	for (const [before, endReason] of [
		[other, 'role_changed'],
		[ranOut, null],
		[own, null],
	] as const) {
		expect(await findActor(before)).toBeNull()
		expect(await rowOf(before)).toMatchObject({ endedAt: expect.any(Date), endReason, idToken: null })
	}
	expect((await recordOf(person.subject)).slice(3)).toMatchObject([
		{ action: 'person.signed_in', role: 'administrator' },
		{ action: 'person.role_changed', role: 'administrator', roleBefore: 'officer' },
		{ action: 'person.sessions_ended', count: 1, details: { how: expect.stringContaining('another role') } },
	])
})

it('a sign-in with the same role leaves the person’s other sessions open', async () => {
	const person = someone()
	const elsewhere = await enter(person)
	await enter(person)
	expect(await findActor(elsewhere)).not.toBeNull()
	expect(await actionsOf(person.subject)).toEqual(['person.signed_in', 'person.signed_in'])
})

it('a browser has one session: a new sign-in has a new id, and ends the one before', async () => {
	const person = someone()
	const elsewhere = await enter(person)
	const first = await enter(person)
	const second = await enter(person, { earlierSessionId: first })
	expect(second).not.toBe(first)
	expect(await findActor(first)).toBeNull()
	expect(await rowOf(first)).toMatchObject({ idToken: null })
	expect(await findActor(second)).not.toBeNull()
	expect(await findActor(elsewhere)).not.toBeNull()
	const other = someone()
	await enter(other, { earlierSessionId: second })
	expect(await findActor(second)).toBeNull()
	expect((await actionsOf(person.subject)).at(-1)).toBe('person.signed_out')
})

it('an account without a role gets no session, and whoever lost it has none left', async () => {
	const person = someone()
	const before = await enter(person)
	const bystander = await enter(someone())
	const lost = attempt({ ...person, role: null }, { earlierSessionId: bystander })
	expect(await signIn(lost)).toEqual({ kind: 'refused', why: 'no_role' })
	expect(await findActor(before)).toBeNull()
	expect(await findActor(bystander)).toBeNull()
	expect(await rowOf(before)).toMatchObject({ endReason: 'role_lost', idToken: null })
	expect(await actionsOf(person.subject)).toEqual([
		'person.signed_in',
		'person.sessions_ended',
		'person.sign_in_failed',
	])
	const stranger = { ...someone(), role: null }
	expect(await signIn(attempt(stranger))).toEqual({ kind: 'refused', why: 'no_role' })
	expect(await recordOf(stranger.subject)).toMatchObject([
		{
			action: 'person.sign_in_failed',
			actor: null,
			details: { code: 'no_role', name: stranger.name, ...place },
		},
	])
	const rows = await database.ownerDb.select().from(users).where(eq(users.subject, stranger.subject))
	expect(rows).toEqual([])
})

it('a disabled person is not let in, whatever role the provider gives', async () => {
	const person = someone()
	await enter(person)
	await database.ownerDb
		.update(users)
		.set({ disabledAt: sql`now()` })
		.where(eq(users.subject, person.subject))
	const outcome = await signIn(attempt({ ...person, role: 'administrator' }))
	expect(outcome).toEqual({ kind: 'refused', why: 'disabled' })
	const [row] = await database.ownerDb.select().from(users).where(eq(users.subject, person.subject))
	expect(row).toMatchObject({ role: 'officer' })
	expect(await actionsOf(person.subject)).toEqual(['person.signed_in', 'person.sign_in_failed'])
})

it('a sign-out ends the session once, gives the token back and keeps none', async () => {
	const person = someone()
	const sessionId = await enter(person)
	expect(await signOut(sessionId)).toMatchObject({ idToken })
	expect(await findActor(sessionId)).toBeNull()
	expect(await rowOf(sessionId)).toMatchObject({ idToken: null, endReason: 'signed_out' })
	expect(await signOut(sessionId)).toBeNull()
	expect(await actionsOf(person.subject)).toEqual(['person.signed_in', 'person.signed_out'])
})

/** The failures that are told of a place, oldest first. */
async function failuresFrom(address: string) {
	const { rows } = await database.ownerDb.execute<{ code: string; message: string; leftOut: number | null }>(
		sql`select details::jsonb ->> 'code' as code, details::jsonb ->> 'message' as message, (details::jsonb -> 'leftOut')::int as "leftOut"
			from entries where action = 'person.sign_in_failed' and details::jsonb ->> 'address' = ${address} order by seq`,
	)
	return rows
}

/** As if the allowances that begin so were not spent. */
const restore = (beginning: string) =>
	database.ownerDb.execute(
		sql`update allowances set whole_at = now() - interval '1 hour' where starts_with(name, ${beginning})`,
	)

it('of failures a person gets five entries at once, however many there are, and the next tells of the others', async () => {
	const stranger = { ...someone(), role: null }
	const outcomes = await Promise.all(Array.from({ length: 12 }, () => signIn(attempt(stranger))))
	expect(outcomes.every(({ kind }) => kind === 'refused')).toBe(true)
	expect(await actionsOf(stranger.subject)).toHaveLength(5)
	expect(warned).toHaveBeenLastCalledWith(
		{ kind: 'database', what: 'a failed sign-in', leftOut: 7 },
		expect.stringContaining('left out'),
	)
	await restore(`failed sign-in of ${stranger.issuer} ${stranger.subject}`)
	await sweepAllowances(database.db)
	await signIn(attempt(stranger))
	await signIn(attempt(stranger))
	const [next, last] = (await recordOf(stranger.subject)).slice(5)
	expect(next.details).toMatchObject({ leftOut: 7, message: expect.stringContaining(' 7 more before this') })
	expect(last.details).not.toHaveProperty('leftOut')
})

it('of failures of nobody known a place gets five entries at once, and hides none of another place', async () => {
	const fail = (address: string) => recordFailedSignIn('called_off', { address })
	await Promise.all(Array.from({ length: 20 }, () => fail('198.51.100.1')))
	expect(await failuresFrom('198.51.100.1')).toHaveLength(5)
	await fail('198.51.100.2')
	expect(await failuresFrom('198.51.100.2')).toHaveLength(1)
	// From many places together there is an end too.
	await Promise.all(Array.from({ length: 80 }, (_, host) => fail(`203.0.113.${host}`)))
	const { rows } = await database.ownerDb.execute<{ told: number }>(
		sql`select count(*)::int as told from entries where details::jsonb ->> 'code' = 'called_off'`,
	)
	expect(rows[0]?.told).toBeGreaterThanOrEqual(60)
	expect(rows[0]?.told).toBeLessThan(70)
	// Nor does that hide what fails of somebody who is known.
	const known = { ...someone(), role: null }
	await signIn(attempt(known))
	expect(await actionsOf(known.subject)).toEqual(['person.sign_in_failed'])
})

it('an ended session keeps no token, and after a month no address', async () => {
	const [open, idle, old] = await Promise.all([enter(someone()), enter(someone()), enter(someone())])
	const past = (age: string) => ({ lastSeenAt: sql`now() - ${age}::interval` })
	const { ownerDb } = database
	await ownerDb
		.update(sessions)
		.set(past('2 hours'))
		.where(eq(sessions.id, sessionKey(idle)))
	await ownerDb
		.update(sessions)
		.set(past('31 days'))
		.where(eq(sessions.id, sessionKey(old)))
	await forgetPlaces()
	expect(await rowOf(open)).toMatchObject({ idToken, ...place })
	expect(await rowOf(idle)).toMatchObject({ idToken: null, ...place })
	expect(await rowOf(old)).toMatchObject({ idToken: null, address: null, browser: null })
})
