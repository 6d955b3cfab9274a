import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries } from './append.ts'

const { db } = await createTestDatabase()

test('entries appended together get the next sequences, in their order', async () => {
	const seqs = await appendEntries(
		db,
		[1, 2, 3].map((n) => ({
			action: 'attempt.refused',
			actor: null,
			changeId: randomUUID(),
			details: { n },
		})),
	)
	expect(seqs).toEqual([1, 2, 3])
})
