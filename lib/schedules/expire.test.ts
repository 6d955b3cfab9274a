import { asc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { resolveDueChanges } from '#lib/changes/resolve.ts'
import { findChange } from '#lib/changes/store.ts'
import { intendChange } from '#lib/changes/testing/intend-change.ts'
import { startWorld, untilState, type World } from '#lib/changes/testing/world.ts'
import { entries } from '#lib/db/record-schema.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { claimDueEnd } from './due-ends.ts'
import { expireDue } from './expire.ts'
import {
	assignOnPod,
	endingIn,
	endingNow,
	letEndCome,
	letTryCome,
	readEnd,
	setEnd,
	stateOnPod,
	toldOf,
	unassignOnPod,
} from './testing/set-end.ts'

let world: World
let asker: Actor
let officer: Actor
beforeAll(async () => {
	world = await startWorld({ settleSeconds: 1, groups: 100 })
	asker = await world.person('support')
	officer = await world.person('officer')
})

const withoutAssignee = landmarkGroups.noAssignee.id
const userId = landmarkPeople.averyQuill.id

const recordOf = async (requestId: number) =>
	world.database.db
		.select({ action: entries.action, details: entries.details, source: entries.source, text: entries.text })
		.from(entries)
		.where(eq(entries.requestId, requestId))
		.orderBy(asc(entries.seq))

const people = () => [asker.id, officer.id].toSorted()

const refusal = { kind: 'status', status: 403, body: { code: 403, message: 'Not entitled' } }
const everyRead = { method: 'GET', times: 'always', fault: { kind: 'status', status: 503 } }
const mendPod = () => fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })

describe('an end that has come', () => {
	it('is unassigned on the pod through the write path, in Scopekeeper’s name for its request', async () => {
		const end = await endingNow(world, asker)
		await expireDue()
		expect(await stateOnPod(end)).toBe('not_assigned')
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended', attempts: 1, problem: null })
		const record = await recordOf(end.requestId)
		expect(record.map(({ action }) => action)).toEqual([
			'request.filed',
			'schedule.set',
			'change.intended',
			'change.applied',
			'schedule.ended',
		])
		const [, , intended] = record
		expect(intended).toMatchObject({ source: 'expiry' })
		expect(JSON.parse(intended?.details ?? '')).toMatchObject({
			by: { name: `Scopekeeper, for request ${end.requestId}` },
			reason: expect.stringMatching(/^Its end, \d+ \w+ \d{4}, \d\d:\d\d UTC, had come\.$/),
			warnings: expect.arrayContaining([expect.objectContaining({ code: 'last_group' })]),
		})
		expect(await toldOf(end.id, 'expiry_failed')).toEqual([])
	})

	it('is not touched before its time', async () => {
		const pair = await world.pair()
		await assignOnPod(pair)
		const end = await setEnd(asker, pair, { endsAt: new Date(Date.now() + 60_000) })
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'set', attempts: 0 })
		expect(await stateOnPod(pair)).toBe('assigned')
	})

	it('sends nothing where the pod shows that it is not assigned any more, and says so in the record', async () => {
		const end = await endingNow(world, asker)
		await unassignOnPod(end)
		const before = await world.puts(end.groupId, end.userId)
		await expireDue()
		expect(await world.puts(end.groupId, end.userId)).toEqual(before)
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended', changeId: null })
		const last = (await recordOf(end.requestId)).at(-1)
		expect(last?.action).toBe('schedule.ended')
		expect(last?.details).toContain('Already not assigned when its end came.')
	})

	it('stops and asks an officer where the assignment was made anew elsewhere since', async () => {
		const end = await endingNow(world, asker)
		await unassignOnPod(end)
		await assignOnPod(end)
		const before = await world.puts(end.groupId, end.userId)
		await expireDue()
		expect(await world.puts(end.groupId, end.userId)).toEqual(before)
		expect(await stateOnPod(end)).toBe('assigned')
		expect(await readEnd(end.id)).toMatchObject({
			state: 'stopped',
			problem: expect.stringContaining('made anew elsewhere'),
		})
		expect((await recordOf(end.requestId)).at(-1)?.action).toBe('schedule.stopped')
		expect(await toldOf(end.id, 'expiry_failed')).toEqual(people())
	})

	it('is carried out where the pod gave no date to compare', async () => {
		const pair = await world.pair()
		await assignOnPod(pair)
		const end = await setEnd(asker, pair, { endsAt: new Date(Date.now() - 1_000), addedAtMs: null })
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended' })
	})

	it('tells officers at the time that the group is left without an assignee', async () => {
		const end = await endingIn(-1, asker, { groupId: withoutAssignee, userId })
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended', leavesNoAssignee: true })
		expect(await toldOf(end.id, 'ending_soon')).toEqual([officer.id])
	})

	it('is not said to leave a group alone that has another assignee for longer', async () => {
		const end = await endingIn(-1, asker, { groupId: landmarkGroups.equitiesLondon.id, userId })
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended', leavesNoAssignee: false })
		expect(await toldOf(end.id, 'ending_soon')).toEqual([])
	})
})

describe('an end that cannot be carried out', () => {
	it('waits while the pod is away, tells people once, and is done when the pod is back', async () => {
		const end = await endingNow(world, asker)
		await world.breakPod(everyRead)
		await expireDue()
		await letTryCome(world, end.id)
		await expireDue()
		const waiting = await readEnd(end.id)
		expect(waiting).toMatchObject({ state: 'set', attempts: 2, problem: expect.any(String) })
		expect(waiting.nextTryAt.getTime()).toBeGreaterThan(Date.now())
		expect(await toldOf(end.id, 'expiry_failed')).toEqual(people())
		expect(await recordOf(end.requestId)).toHaveLength(2)

		await mendPod()
		await letTryCome(world, end.id)
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended', problem: null })
		expect(await stateOnPod(end)).toBe('not_assigned')
	})

	it('is tried again after the pod refused it, with what the pod said', async () => {
		const end = await endingNow(world, asker)
		await world.breakPut(end.groupId, end.userId, refusal)
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({
			state: 'set',
			attempts: 1,
			problem: expect.stringContaining('The pod said: “Not entitled”'),
		})
		expect(await toldOf(end.id, 'expiry_failed')).toEqual(people())
		await letTryCome(world, end.id)
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended', attempts: 2 })
	})

	it('waits until it is known what became of its own change, and sends no second one meanwhile', async () => {
		const end = await endingNow(world, asker)
		await world.breakPut(end.groupId, end.userId, { kind: 'status', status: 500 })
		await expireDue()
		const { changeId, state, problem } = await readEnd(end.id)
		expect({ state, problem }).toEqual({ state: 'set', problem: expect.stringContaining('became of') })
		await letTryCome(world, end.id)
		await expireDue()
		expect(await world.puts(end.groupId, end.userId)).toHaveLength(2)
		await untilState(changeId ?? '', 'not_applied')
		await letTryCome(world, end.id)
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended', attempts: 2 })
	})

	it('is ended by the read-back of a change whose answer was lost', async () => {
		const end = await endingNow(world, asker)
		await world.breakPut(end.groupId, end.userId, { kind: 'cut-after' })
		await expireDue()
		await resolveDueChanges()
		const { changeId, state } = await readEnd(end.id)
		expect(state).toBe('ended')
		expect(await findChange(changeId ?? '')).toMatchObject({ state: 'applied', confirmedBy: 'read_back' })
	})

	it('waits while a person’s change of the pair is not finished, and counts no try', async () => {
		const end = await endingNow(world, asker)
		await intendChange(officer, end)
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({
			state: 'set',
			attempts: 0,
			problem: expect.stringContaining(officer.name),
		})
		expect(await toldOf(end.id, 'expiry_failed')).toEqual([])
	})

	it('is told of when it has waited for a minute', async () => {
		const end = await endingNow(world, asker)
		await intendChange(officer, end)
		await letEndCome(world, end.id, 61)
		await expireDue()
		expect(await toldOf(end.id, 'expiry_failed')).toEqual(people())
	})
})

describe('two engines at once', () => {
	it('never take the same end', async () => {
		const pairs = await Promise.all(Array.from({ length: 10 }, () => world.pair()))
		const endsAt = new Date(Date.now() - 1_000)
		const due = await Promise.all(pairs.map((pair) => setEnd(asker, pair, { endsAt })))
		const taken = await Promise.all(Array.from({ length: 30 }, claimDueEnd))
		const ids = taken.flatMap((end) => (end ? [end.id] : []))
		expect(ids.toSorted()).toEqual(due.map(({ id }) => id).toSorted())
	})

	it('carry each of 50 ends out once', { timeout: 120_000 }, async () => {
		const pairs = await Promise.all(Array.from({ length: 50 }, () => world.pair()))
		const due: Awaited<ReturnType<typeof endingNow>>[] = []
		for (const pair of pairs) due.push(await endingIn(-1, asker, pair))
		await Promise.all(Array.from({ length: 6 }, expireDue))
		for (const end of due) {
			expect(await readEnd(end.id)).toMatchObject({ state: 'ended', attempts: 1 })
			const puts = await world.puts(end.groupId, end.userId)
			expect(puts.filter(({ body }) => body.includes('false'))).toHaveLength(1)
		}
	})
})
