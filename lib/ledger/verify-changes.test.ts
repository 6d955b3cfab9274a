import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { entries } from '#lib/db/record-schema.ts'
import { changes, users } from '#lib/db/schema.ts'
import { appendEntries, appendWhen } from './append.ts'
import { readRecordSize } from './prove.ts'
import { startRecord } from './testing/record.ts'
import { findEntryProblem } from './verify-entry.ts'
import { verifyRecord } from './verify-record.ts'

const record = await startRecord()
const { db, ownerDb } = record
const person = { id: randomUUID(), issuer: 'sandbox', subject: 'jo', name: 'Jo', role: 'officer' } as const
const other = { ...person, id: randomUUID(), subject: 'sam', name: 'Sam' }
let changeId: string
let intent: number

/** A change that was refused, as the console tells of it. */
async function refusedChange(): Promise<void> {
	changeId = randomUUID()
	const subject = { changeId, groupId: 'g', userId: '1', active: true }
	const actor = { issuer: person.issuer, subject: person.subject }
	intent = await db.transaction(async (tx) => {
		const { changeId: id, ...pair } = subject
		const row = { ...pair, id, operationId: randomUUID(), reason: 'Covers the desk.', actorId: person.id }
		await tx
			.insert(changes)
			.values({ ...row, stateBefore: 'not_assigned', state: 'pending', leaseUntil: sql`now()` })
		const began = { ...subject, action: 'change.intended', actor, state: 'pending', details: {} } as const
		return (await appendEntries(tx, [began]))[0] ?? 0
	})
	const update = db.update(changes).set({ state: 'refused' }).where(eq(changes.id, changeId))
	const end = { ...subject, action: 'change.refused', actor: null, state: 'refused', details: {} } as const
	await appendWhen(db, update.returning({ id: changes.id }), end)
}

beforeAll(async () => {
	await db.insert(users).values([person, other])
	// As whoever owns the database could.
	await ownerDb.execute(sql`alter table changes disable trigger user`)
})
afterAll(() => ownerDb.execute(sql`alter table changes enable trigger user`))
beforeEach(async () => {
	await ownerDb.delete(changes)
	await record.append(1)
	await refusedChange()
	await record.append(1)
})

const verify = async () => verifyRecord(await readRecordSize())

test('a change whose row says what its entries say is right', async () => {
	expect(await verify()).toBeNull()
})

describe('a change is found', () => {
	test('whose row shows another outcome than its entries', async () => {
		await ownerDb.update(changes).set({ state: 'applied' })
		expect(await verify()).toEqual({
			problemAt: intent,
			problem: `The change that entry ${intent} begins was altered beside the record: it is shown as “applied”, and the last of its entries says “refused”.`,
		})
	})

	test.each([
		{ groupId: 'h' },
		{ userId: '2' },
		{ active: false },
		{ actorId: other.id },
		{ breakGlass: true },
		{ reviewedBy: other.id },
	])('whose row says something else: %o', async (edit) => {
		await ownerDb.update(changes).set(edit)
		expect(await verify()).toMatchObject({
			problemAt: intent,
			problem: expect.stringMatching(/altered beside/),
		})
	})

	test('that no entry tells of', async () => {
		await ownerDb.update(changes).set({ id: randomUUID() })
		expect(await verify()).toMatchObject({ problem: expect.stringMatching(/^No entry tells of the change/) })
	})
})

test('an entry that was put in before the first one is found', async () => {
	const [row] = await db.select().from(entries).where(eq(entries.seq, intent))
	await ownerDb
		.insert(entries)
		.values({ seq: -3, text: row?.text ?? '', salt: row?.salt, details: row?.details })
	expect(await verify()).toEqual({ problemAt: 1, problem: 'Entry -3 was put in: the first is entry 1.' })
	await ownerDb.delete(entries).where(eq(entries.seq, -3))
})

test.each([
	['action', 'change.applied'],
	['changeId', randomUUID()],
	['groupId', 'h'],
	['userId', null],
	['state', 'applied'],
	['source', 'undo'],
	['active', false],
	['requestId', 12],
	['requestState', 'applied'],
	['actorSubject', 'sam'],
	['begins', false],
	['time', new Date(0)],
])(
	'a column “%s” that says something else than the text it was computed from is found',
	async (name, value) => {
		const [row] = await db.select().from(entries).where(eq(entries.seq, intent))
		if (!row) throw new Error('the entry is not there')
		expect(findEntryProblem(row)).toBeNull()
		expect(findEntryProblem({ ...row, [name]: value })).toMatch(/is shown as something else than it says/)
	},
)
