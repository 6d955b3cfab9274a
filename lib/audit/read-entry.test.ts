import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries, nodes } from '#lib/db/record-schema.ts'
import { takeCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { startRecord } from '#lib/ledger/testing/record.ts'
import { readEntry } from './read-entry.ts'
import { signedIn, tell } from './testing/told.ts'

const record = await startRecord()
let officer: Actor

/** One change with its outcome; the sequence of its first entry. */
async function change(): Promise<number> {
	const asked = { by: officer, groupId: 'g-1', userId: '11', active: true, source: 'assign_page' as const }
	const [sequence = 0] = await tell(record.db, [
		{ ...asked, reason: 'Covers the desk', ticket: 'T-1', states: ['applied'] },
	])
	return sequence
}

beforeAll(async () => {
	officer = await signedIn('officer', 'Jo')
})

describe('an entry', () => {
	it('is proved against the newest checkpoint, and before that against the record as it is', async () => {
		const sequence = await change()
		expect((await readEntry(officer, { sequence })).proof).toMatchObject({ problem: null, signedAt: null })
		const { size, root } = await takeCheckpoint()
		expect((await readEntry(officer, { sequence })).proof).toMatchObject({
			problem: null,
			size,
			root: root.toString('base64'),
			signedAt: expect.any(String),
		})
	})

	it('is not told apart from none by whoever may not see it', async () => {
		const sequence = await change()
		const support = await signedIn('support', 'Priya')
		const refused = await readEntry(support, { sequence }).catch((error) => error)
		const none = await readEntry(support, { sequence: 1_000_000 }).catch((error) => error)
		expect(refused).toMatchObject({ code: 'not_found', message: none.message })
	})
})

describe('an entry is not called proved, and why is said', () => {
	const entry = (sequence: number) => eq(entries.seq, sequence)

	it('when its text was edited', async () => {
		const sequence = await change()
		await takeCheckpoint()
		const text = sql`replace(text, '"groupId":"g-1"', '"groupId":"g-2"')`
		await record.ownerDb.update(entries).set({ text }).where(entry(sequence))
		const { proof } = await readEntry(officer, { sequence })
		expect(proof.problem).toMatch(/does not lead to the root/)
	})

	it('when its details were edited', async () => {
		const sequence = await change()
		const details = sql`replace(details, 'Covers', 'Leaves')`
		await record.ownerDb.update(entries).set({ details }).where(entry(sequence))
		const { proof } = await readEntry(officer, { sequence })
		expect(proof.problem).toMatch(/The details of entry \d+ were changed/)
	})

	it('when a node of the tree is gone', async () => {
		const sequence = await change()
		const sibling = (sequence - 1) ^ 1
		await record.ownerDb.delete(nodes).where(and(eq(nodes.level, 0), eq(nodes.idx, sibling)))
		const { proof } = await readEntry(officer, { sequence })
		expect(proof.problem).toMatch(/node \d+ on level 0 is missing/)
	})
})
