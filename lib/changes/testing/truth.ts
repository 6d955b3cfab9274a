import { and, eq, sql } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries, nodes } from '#lib/db/record-schema.ts'
import { changes } from '#lib/db/schema.ts'
import { appendLeaf, leafHash, type TreeEdge } from '#lib/ledger/tree.ts'
import { readPair } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { applyChange } from '../apply.ts'
import { recoverAbandonedChanges, resolveChange } from '../resolve.ts'
import { isOpen } from '../rules.ts'
import type { ChangeForm } from '../schemas.ts'
import { type ChangeRow, findChange } from '../store.ts'
import { formFor, type World } from './world.ts'

type Asked = Pick<ChangeForm, 'operationId' | 'groupId' | 'userId' | 'active'>

/** Moves the end of a change's lease into the past, as waiting would. */
export async function letLeaseEnd({ database }: World, changeId: string): Promise<void> {
	await database.ownerDb
		.update(changes)
		.set({ leaseUntil: sql`now() - interval '1 second'` })
		.where(eq(changes.id, changeId))
}

/** Brings a read-back's turn forward, as waiting would: a claim whose answer was lost puts it off by half a minute. */
export async function letTurnCome({ database }: World, changeId: string): Promise<void> {
	await database.ownerDb
		.update(changes)
		.set({ nextCheckAt: sql`now()` })
		.where(and(eq(changes.id, changeId), eq(changes.state, 'unknown')))
}

export async function changeOfForm({ database }: World, form: Asked): Promise<ChangeRow | null> {
	const [row] = await database.ownerDb.select().from(changes).where(eq(changes.operationId, form.operationId))
	return row ?? null
}

/** Lets what was begun come to its end: by its sender where it was sent, by recovery where that has gone. */
export async function untilOutcome(world: World, form: ChangeForm): Promise<ChangeRow | null> {
	const begun = await changeOfForm(world, form)
	if (!begun) return null
	const puts = await world.puts(form.groupId, form.userId)
	if (begun.state === 'pending' && puts.length === 0) {
		await letLeaseEnd(world, begun.id)
		await recoverAbandonedChanges()
	}
	await untilEnded(begun.id)
	return changeOfForm(world, form)
}

/** Reads this change back and no other, whose own statements a test may be counting, until its outcome is known. */
async function untilEnded(changeId: string): Promise<void> {
	await vi.waitFor(
		async () => {
			await resolveChange(changeId)
			const change = await findChange(changeId)
			if (!change || isOpen(change.state)) throw new Error(`the change is ${change?.state}`)
		},
		{ timeout: 30_000, interval: 200 },
	)
}

/**
 * What holds of a form once the database is well again and its change, if there is one, has come to its end: at
 * most one PUT arrived, and after the intent; the outcome is what the pod holds; the record tells each state once,
 * the change's own last.
 */
export async function expectTruth(world: World, form: Asked, change: ChangeRow | null): Promise<void> {
	const { groupId, userId } = form
	const puts = await world.puts(groupId, userId)
	const pair = await readPair(getPod(), groupId, userId)
	const recorded = await world.database.ownerDb
		.select({ action: entries.action, state: entries.state, time: entries.time })
		.from(entries)
		.where(eq(entries.operationId, form.operationId))
		.orderBy(entries.seq)

	expect(puts.length).toBeLessThanOrEqual(1)
	expect(pair.state).toBe((change?.state === 'applied') === form.active ? 'assigned' : 'not_assigned')
	expect(recorded[0]?.action).toBe(change ? 'change.intended' : undefined)
	expect(recorded.at(-1)?.state).toBe(change?.state)
	expect(new Set(recorded.map(({ state }) => state)).size).toBe(recorded.length)
	for (const { at } of puts) expect(recorded[0]?.time.getTime()).toBeLessThanOrEqual(Date.parse(at))
	if (!change || change.state === 'not_sent') expect(puts).toEqual([])
}

/** The same form sent again is the same change, and another change of the pair goes through. */
export async function expectUnlocked(world: World, actor: Actor, form: ChangeForm): Promise<void> {
	const before = await changeOfForm(world, form)
	const repeated = await applyChange(actor, form)
	if (before) expect(repeated.change).toMatchObject({ id: before.id, state: before.state })
	const change = await untilOutcome(world, form)
	expect((await world.puts(form.groupId, form.userId)).length).toBeLessThanOrEqual(1)
	const active = change?.state === 'applied' ? !form.active : form.active
	const another = await applyChange(actor, formFor(form.groupId, form.userId, { active }))
	await untilEnded(another.change.id)
	expect((await findChange(another.change.id))?.state).toBe('applied')
}

/** The stored nodes are those of the tree over the entries, computed apart. */
export async function expectSoundTree({ database }: World): Promise<void> {
	const texts = await database.ownerDb.select({ text: entries.text }).from(entries).orderBy(entries.seq)
	const stored = await database.ownerDb.select().from(nodes).orderBy(nodes.level, nodes.idx)
	const edge: TreeEdge = { size: 0, lefts: [] }
	const computed = texts.flatMap(({ text }) => appendLeaf(edge, leafHash(text)))
	expect(computed.sort((a, b) => a.level - b.level || a.idx - b.idx)).toEqual(stored)
}
