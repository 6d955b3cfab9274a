import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { entries, verifications } from '#lib/db/record-schema.ts'
import { users } from '#lib/db/schema.ts'
import { takeCheckpoint } from './take-checkpoint.ts'
import { startRecord } from './testing/record.ts'
import {
	readLastVerification,
	readRunningVerification,
	startVerification,
	verifyNightly,
} from './verifications.ts'

const record = await startRecord()
const { db, ownerDb } = record
const personId = randomUUID()
await db
	.insert(users)
	.values({ id: personId, issuer: 'sandbox', subject: 'ingrid', name: 'Ingrid Solheim', role: 'auditor' })

const untilDone = () =>
	vi.waitFor(async () => {
		if (await readRunningVerification()) throw new Error('it still runs')
	})

/** Lets time go by for the runs that there were. */
const age = (interval: string) =>
	db.update(verifications).set({
		startedAt: sql`started_at - ${interval}::interval`,
		seenAt: sql`seen_at - ${interval}::interval`,
	})

test('a run tells who began it, how far it got and that all is right', async () => {
	await record.append(30)
	await startVerification(personId)
	await untilDone()
	expect(await readLastVerification()).toMatchObject({
		startedByName: 'Ingrid Solheim',
		size: 30,
		checked: 30,
		problem: null,
		finishedAt: expect.any(Date),
	})
})

test('while one runs no other begins, unless it was not seen for a minute', async () => {
	await db.insert(verifications).values({ id: randomUUID(), size: 1_000_000, checked: 5 })
	expect(await readRunningVerification()).toMatchObject({ checked: 5, size: 1_000_000 })
	await expect(startVerification(personId)).rejects.toMatchObject({ code: 'conflict' })
	await age('2 minutes')
	await startVerification(personId)
	await untilDone()
	await db.update(verifications).set({ finishedAt: sql`now()` })
})

test('of many that begin at once, one does', async () => {
	const results = await ownerDb.transaction(async (tx) => {
		// Without the keys, no run comes to its end.
		await tx.execute(sql`lock table checkpoint_keys in access exclusive mode`)
		return Promise.allSettled(Array.from({ length: 6 }, () => startVerification(personId)))
	})
	expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
	await untilDone()
})

test('the nightly run happens once a night over all processes, and again when the last is too old', async () => {
	const nightly = () => db.$count(verifications, sql`started_by is null and size < 1000000`)
	await age('30 hours')
	await Promise.all([verifyNightly(), verifyNightly(), verifyNightly()])
	expect(await nightly()).toBe(1)
	await age('19 hours')
	await verifyNightly()
	expect(await nightly()).toBe(1)
	await age('8 hours')
	await verifyNightly()
	expect(await nightly()).toBe(2)
	expect(await readLastVerification()).toMatchObject({ startedByName: null, problem: null })
})

test('what is wrong is told in words, at its entry', async () => {
	await takeCheckpoint()
	await ownerDb.delete(entries).where(eq(entries.seq, 31))
	await startVerification(personId)
	await untilDone()
	expect(await readLastVerification()).toMatchObject({
		problem: 'Entry 31 is missing.',
		problemAt: 31,
		checked: 30,
	})
})
