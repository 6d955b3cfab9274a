import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Role, roles } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { sessions, users } from '#lib/db/schema.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { listPeople } from './list.ts'
import type { PeopleFilter, PersonLine } from './schemas.ts'
import { signIn } from './testing/somebody.ts'

/** The list of people, against the same asked of an array. */

const { ownerDb, appUrl } = await createTestDatabase()
vi.stubEnv('DATABASE_URL', appUrl)
afterAll(() => getDatabase().$client.end())

interface Known {
	id: string
	name: string
	email: string | null
	username: string | null
	subject: string
	role: Role
	isDisabled: boolean
	open: number
}

let actor: Actor
let known: Known[]

const words = ['Ada', 'ada', 'Łukasz', '100%', 'a_b', '\\', 'Quill', '李雷', 'o’Neil', 'Élodie', 'Fay']

/** People of whom many share a name, so that pages begin and end between two of one name. */
beforeAll(async () => {
	const administrator = await signIn('administrator', { name: 'Zoe' })
	actor = administrator.actor
	const made = fc.sample(
		fc.record({
			name: fc
				.array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 })
				.map((parts) => parts.join(' ')),
			email: fc.option(fc.constantFrom(...words).map((word) => `${word}@example.com`)),
			username: fc.option(fc.constantFrom(...words)),
			role: fc.constantFrom(...roles),
			isDisabled: fc.boolean(),
			open: fc.integer({ min: 0, max: 2 }),
		}),
		{ numRuns: 130, seed: 7 },
	)
	const rows = made.map((one) => ({ ...one, id: randomUUID(), subject: `s-${randomUUID()}` }))
	const disabledAt = (isDisabled: boolean) => (isDisabled ? sql`now()` : null)
	await ownerDb.insert(users).values(
		rows.map(({ isDisabled, open: _, ...row }) => ({
			...row,
			issuer: 'sandbox',
			disabledAt: disabledAt(isDisabled),
		})),
	)
	await ownerDb
		.insert(sessions)
		.values(
			rows.flatMap(({ id, open }) => [
				...Array.from({ length: open }, () => ({ id: randomUUID(), userId: id })),
				{ id: randomUUID(), userId: id, endedAt: sql`now()` },
				{ id: randomUUID(), userId: id, lastSeenAt: sql`now() - interval '31 minutes'` },
				{ id: randomUUID(), userId: id, createdAt: sql`now() - interval '13 hours'` },
			]),
		)
	const self = { ...actor, isDisabled: false, open: 1 }
	known = [...rows.map((row) => ({ ...row, open: row.isDisabled ? 0 : row.open })), self]
})

const says = (text: string) => (value: string | null) =>
	value?.toLocaleLowerCase().includes(text.toLocaleLowerCase()) ?? false

function expected({ text, role, state }: PeopleFilter): string[] {
	return known
		.filter(
			({ name, email, username, subject }) => !text || [name, email, username, subject].some(says(text)),
		)
		.filter((one) => !role || one.role === role)
		.filter(({ isDisabled, open }) => !state || (state === 'disabled' ? isDisabled : open > 0))
		.map(({ id }) => id)
		.toSorted()
}

async function allPages(filter: PeopleFilter, direction: 'next' | 'previous'): Promise<PersonLine[]> {
	const found: PersonLine[] = []
	const last = { after: undefined as string | undefined, before: undefined as string | undefined }
	if (direction === 'previous') {
		const forwards = await allPages(filter, 'next')
		last.before = forwards.at(-1)?.id
		if (last.before === undefined) return []
		found.push(...forwards.slice(-1))
	}
	for (;;) {
		const page = await listPeople(actor, filter, last)
		expect(page.total).toBe(expected(filter).length)
		if (direction === 'next') found.push(...page.people)
		else found.unshift(...page.people)
		const more = page[direction]
		if (more === null) return found
		if (direction === 'next') last.after = more
		else last.before = more
	}
}

const filters = fc.record(
	{
		text: fc.constantFrom('ada', '%', '_', '\\', 'example', '李', 'łu', 'nobody is called this'),
		role: fc.constantFrom(...roles),
		state: fc.constantFrom('signed_in', 'disabled'),
	},
	{ requiredKeys: [] },
)

it('gives whoever fits, each once, in one order, whichever way one pages', async () => {
	await fc.assert(
		fc.asyncProperty(filters, async (filter) => {
			const forwards = await allPages(filter, 'next')
			expect(forwards.map(({ id }) => id).toSorted()).toEqual(expected(filter))
			expect((await allPages(filter, 'previous')).map(({ id }) => id)).toEqual(forwards.map(({ id }) => id))
		}),
		{ numRuns: 30, examples: [[{}]] },
	)
})

it('goes by name, whatever its case, and puts a letter with a mark beside the same one without', async () => {
	const names = (await allPages({}, 'next')).map(({ name }) => name.normalize('NFD').toLowerCase())
	const byCodePoint = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))
	expect(names).toEqual(names.toSorted(byCodePoint))
	expect(names.some((name) => name.startsWith('e\u0301'))).toBe(true)
})

it('says of each how many sessions are open, and who disabled them', async () => {
	await ownerDb
		.update(users)
		.set({ disabledBy: actor.id })
		.where(eq(users.id, known[0]?.id ?? ''))
	for (const { id, openSessions, disabled } of await allPages({}, 'next')) {
		const person = known.find((one) => one.id === id)
		expect(openSessions).toBe(person?.open)
		expect(disabled !== null).toBe(person?.isDisabled)
	}
})

it.each([
	[{ role: 'king' }, {}],
	[{ text: 'x'.repeat(201) }, {}],
	[{ state: 'asleep' }, {}],
	[{}, { after: '1' }],
])('refuses a filter or a page that there cannot be: %o %o', async (filter, page) => {
	await expect(listPeople(actor, filter, page)).rejects.toMatchObject({ code: 'invalid_input' })
})
