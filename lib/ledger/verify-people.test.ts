import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { users } from '#lib/db/schema.ts'
import { appendEntries } from './append.ts'
import { readRecordSize } from './prove.ts'
import { startRecord } from './testing/record.ts'
import { verifyRecord } from './verify-record.ts'

const record = await startRecord()
const { db } = record
const person = (subject: string) => ({
	id: randomUUID(),
	issuer: 'sandbox',
	subject,
	name: subject,
	role: 'officer' as const,
})
const [jo, sam, lena] = [person('jo'), person('sam'), person('lena')]

const setDisabled = (who: typeof jo, disabledAt: Date | null) =>
	db.update(users).set({ disabledAt }).where(eq(users.id, who.id))
const verify = async () => verifyRecord(await readRecordSize())

/** As the console does it: row and entry. */
async function move(action: 'person.disabled' | 'person.enabled', who: typeof jo): Promise<void> {
	const { issuer, subject } = who
	await setDisabled(who, action === 'person.disabled' ? new Date() : null)
	await appendEntries(db, [{ action, actor: null, person: { issuer, subject }, details: {} }])
}

beforeAll(async () => {
	await db.insert(users).values([jo, sam, lena])
	await record.append(3)
	await move('person.disabled', jo)
	await move('person.disabled', sam)
	await move('person.enabled', sam)
	// Of the same name at another provider: somebody else.
	await appendEntries(db, [
		{
			action: 'person.disabled',
			actor: null,
			person: { issuer: 'https://idp', subject: 'lena' },
			details: {},
		},
	])
})

afterEach(async () => {
	await setDisabled(jo, new Date())
	await setDisabled(sam, null)
	await setDisabled(lena, null)
})

test('people who are disabled and enabled as the entries say are right', async () => {
	expect(await verify()).toBeNull()
})

describe('somebody is found', () => {
	test('whom an entry disables, and who was let in again without one', async () => {
		await setDisabled(jo, null)
		expect(await verify()).toEqual({
			problemAt: 4,
			problem:
				'Who may sign in was altered beside the record: jo is shown as enabled, and entry 4 says the contrary.',
		})
	})

	test('whom an entry enables again, and who was shut out without one', async () => {
		await setDisabled(sam, new Date())
		expect(await verify()).toMatchObject({ problemAt: 6 })
	})

	test('of whom no entry tells', async () => {
		await setDisabled(lena, new Date())
		expect(await verify()).toEqual({
			problemAt: 7,
			problem:
				'Who may sign in was altered beside the record: lena is shown as disabled, and no entry tells of it.',
		})
	})
})
