import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { applyChange } from './apply.ts'
import { listPairChanges } from './list-of-pair.ts'
import type { ChangeView, PairChange } from './schemas.ts'
import { formFor, startWorld, untilState, type World } from './testing/world.ts'
import { undoChange } from './undo.ts'

let world: World
let one: Actor
let two: Actor
beforeAll(async () => {
	world = await startWorld()
	;[one, two] = await Promise.all([world.person('officer'), world.person('officer')])
})

type Pair = Awaited<ReturnType<World['pair']>>

/** Changes of a pair by turns: assigned by the one, unassigned by the other, and so on. */
async function changeBack(pair: Pair, times: number): Promise<ChangeView[]> {
	const made: ChangeView[] = []
	for (let turn = 0; turn < times; turn++) {
		const form = formFor(pair.groupId, pair.userId, { active: turn % 2 === 0 })
		made.push((await applyChange(turn % 2 === 0 ? one : two, form)).change)
	}
	return made
}

async function pagesOf(actor: Actor, pair: Pair): Promise<PairChange[][]> {
	const pages: PairChange[][] = []
	for (let before: string | undefined; ; ) {
		const { changes, older } = await listPairChanges(actor, { ...pair, before })
		pages.push(changes)
		if (older === null) return pages
		before = older
	}
}

describe('the history of a pair', () => {
	it('holds each of its changes once and no other’s, newest first, in pages of 20', async () => {
		const [pair, other] = [await world.pair(), await world.pair()]
		await changeBack(other, 1)
		const made = await changeBack(pair, 41)
		const pages = await pagesOf(one, pair)
		expect(pages.map((page) => page.length)).toEqual([20, 20, 1])
		const expected = made.map(({ id }) => id).toReversed()
		expect(pages.flat().map(({ id }) => id)).toEqual(expected)
	})

	it('ends with a page that is just full', async () => {
		const pair = await world.pair()
		await changeBack(pair, 20)
		expect((await pagesOf(one, pair)).map((page) => page.length)).toEqual([20])
	})

	it('says what was undone and by whom, and what may be undone: the newest applied one alone', async () => {
		const pair = await world.pair()
		const [first] = await changeBack(pair, 1)
		const undone = await undoChange(two, {
			...formFor('', ''),
			changeId: first?.id,
			reason: 'It was meant for another group.',
		})
		await world.breakPut(pair.groupId, pair.userId, { kind: 'status', status: 403, body: { code: 403 } })
		await applyChange(one, formFor(pair.groupId, pair.userId))
		const { changes } = await listPairChanges(one, pair)
		expect(changes).toMatchObject([
			{ state: 'refused', undoes: null, undoneBy: null, canUndo: false },
			{ id: undone.change.id, undoes: first?.id, undoneBy: null, canUndo: true },
			{
				id: first?.id,
				undoes: null,
				undoneBy: { changeId: undone.change.id, by: two.name, at: undone.change.settledAt },
				canUndo: false,
			},
		])
		const { changes: seen } = await listPairChanges(await world.person('auditor'), pair)
		expect(seen.map(({ canUndo }) => canUndo)).toEqual([false, false, false])
	})

	it('offers no undo while a change is open', async () => {
		const pair = await world.pair()
		await changeBack(pair, 1)
		await world.breakPut(pair.groupId, pair.userId, { kind: 'cut-before' })
		const { change } = await applyChange(one, formFor(pair.groupId, pair.userId, { active: false }))
		const { changes: meanwhile } = await listPairChanges(one, pair)
		expect(meanwhile).toMatchObject([{ state: 'unknown' }, { state: 'applied', canUndo: false }])
		await untilState(change.id, 'not_applied')
		const { changes: after } = await listPairChanges(one, pair)
		expect(after).toMatchObject([{ state: 'not_applied' }, { state: 'applied', canUndo: true }])
	})

	it('shows who may not read the whole record their own changes only', async () => {
		const pair = await world.pair()
		await changeBack(pair, 4)
		// The same person, as somebody who is no officer any more.
		const moved = await world.person('support', { subject: two.subject })
		const { changes } = await listPairChanges(moved, pair)
		expect(changes.map(({ by, active, canUndo }) => ({ by, active, canUndo }))).toEqual(
			Array(2).fill({ by: moved.name, active: false, canUndo: false }),
		)
		expect((await listPairChanges(await world.person('support'), pair)).changes).toEqual([])
	})

	it('of a pair that was never changed is empty', async () => {
		expect(await listPairChanges(one, await world.pair())).toEqual({ changes: [], older: null })
	})

	it.each([
		['no group', { groupId: undefined }],
		['a group that cannot be', { groupId: '..' }],
		['a user that cannot be', { userId: '0' }],
		['a page that cannot be', { before: 'x' }],
	])('is refused for %s with a sentence', async (_what, more) => {
		const input = { groupId: 'g-1', userId: '11', ...more }
		await expect(listPairChanges(one, input)).rejects.toMatchObject({
			code: 'invalid_input',
			message: expect.stringMatching(/\w.*\.$/),
		})
	})
})
