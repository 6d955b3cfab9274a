import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { checkpoints } from '#lib/db/record-schema.ts'
import { takeDueCheckpoint } from './background.ts'
import { readRecordSize } from './prove.ts'
import { readNewestCheckpoint } from './take-checkpoint.ts'
import { startRecord } from './testing/record.ts'

const record = await startRecord()

const letMinutePass = () =>
	record.ownerDb.update(checkpoints).set({ signedAt: sql`signed_at - interval '1 minute'` })

test('a record is signed at first, once a minute while something is new, and not while nothing is', async () => {
	await takeDueCheckpoint()
	const first = await readNewestCheckpoint()
	expect(first?.size).toBe(await readRecordSize())

	await record.append(2)
	await takeDueCheckpoint()
	expect(await readNewestCheckpoint()).toEqual(first)

	await letMinutePass()
	await takeDueCheckpoint()
	const second = await readNewestCheckpoint()
	expect(second?.size).toBe(3)

	await letMinutePass()
	await takeDueCheckpoint()
	expect((await readNewestCheckpoint())?.size).toBe(3)
	expect(await readRecordSize()).toBe(3)
})
