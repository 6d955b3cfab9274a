import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { entries } from '#lib/db/record-schema.ts'
import { changes } from '#lib/db/schema.ts'
import { applyChange } from './apply.ts'
import { checkNow } from './check-now.ts'
import { readChange } from './list.ts'
import { resolveDueChanges } from './resolve.ts'
import { findChange } from './store.ts'
import { letTurnCome } from './testing/truth.ts'
import { formFor, startWorld, untilState } from './testing/world.ts'

/** A pod that goes away with an outcome, for longer than the settle time. */

const world = await startWorld()
const actor = await world.person('officer')

/** Sends a change whose answer is lost, to a pod that from then on lets nobody read the pair. */
async function loseAnswer(put: object) {
	const { groupId, userId } = await world.pair()
	await world.breakPut(groupId, userId, put)
	const goAway = () =>
		world.breakPod({
			method: 'GET',
			path: `/usergroups/${groupId}/assignments|/users/${userId}/usergroupassignments`,
			times: 'always',
			fault: { kind: 'cut-before' },
		})
	return { form: formFor(groupId, userId), goAway }
}

const comeBack = () => fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })

/** As if the change had been sent an hour ago, and its next turn were now. */
async function anHourLater(changeId: string): Promise<void> {
	const hour = sql`interval '1 hour'`
	await world.database.ownerDb
		.update(changes)
		.set({
			createdAt: sql`${changes.createdAt} - ${hour}`,
			sentAt: sql`${changes.sentAt} - ${hour}`,
			firstOldReadAt: sql`${changes.firstOldReadAt} - ${hour}`,
		})
		.where(eq(changes.id, changeId))
	await letTurnCome(world, changeId)
}

async function statesInRecord(changeId: string): Promise<(string | null)[]> {
	const rows = await world.database.db
		.select({ state: entries.state })
		.from(entries)
		.where(eq(entries.changeId, changeId))
		.orderBy(entries.seq)
	return rows.map(({ state }) => state)
}

it.each([
	['did it', { kind: 'cut-after' }, 'applied'],
	['did not do it', { kind: 'cut-before' }, 'not_applied'],
	['does it late', { kind: 'cut-late', ms: 1_000 }, 'applied'],
] as const)(
	'while the pod is away a change is unknown, however long; back again, a pod that %s is believed',
	async (_what, put, ends) => {
		const { form, goAway } = await loseAnswer(put)
		await goAway()
		const { change, pair } = await applyChange(actor, form)
		expect({ state: change.state, pair }).toEqual({ state: 'unknown', pair: null })
		for (const _hour of [1, 2, 3]) {
			await anHourLater(change.id)
			await resolveDueChanges()
			const seen = await readChange(actor, { changeId: change.id })
			expect(seen).toMatchObject({ state: 'unknown', confirmedBy: null, assignment: null, settledAt: null })
		}
		expect(await statesInRecord(change.id)).toEqual(['pending', 'unknown'])
		await comeBack()
		await letTurnCome(world, change.id)
		await untilState(change.id, ends)
		expect(await statesInRecord(change.id)).toEqual(['pending', 'unknown', ends])
	},
)

it('an unknown change has its next turn within half a minute, however long the pod has been away', async () => {
	const { form, goAway } = await loseAnswer({ kind: 'cut-before' })
	await goAway()
	const { change } = await applyChange(actor, form)
	await anHourLater(change.id)
	await checkNow(actor, { changeId: change.id })
	const row = await findChange(change.id)
	const pauseMs = Number(row?.nextCheckAt) - Number(row?.checkedAt)
	expect(pauseMs).toBeGreaterThan(0)
	expect(pauseMs).toBeLessThanOrEqual(30_000)
	await comeBack()
})
