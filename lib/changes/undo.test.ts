import { randomUUID } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { roles } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { applyChange } from './apply.ts'
import { readChange } from './list.ts'
import { type ChangeView, type UndoForm, warningCodes } from './schemas.ts'
import { recordOf } from './testing/record-of.ts'
import { formFor, startWorld, untilState, type World } from './testing/world.ts'
import { undoChange } from './undo.ts'

let world: World
let officer: Actor
beforeAll(async () => {
	world = await startWorld()
	officer = await world.person('officer')
})

const avery = landmarkPeople.averyQuill

/** A filled form; every warning counts as seen. */
function undoOf({ id }: Pick<ChangeView, 'id'>, more: Partial<UndoForm> = {}): UndoForm {
	return {
		operationId: randomUUID(),
		changeId: id,
		reason: 'It was meant for another group.',
		ticket: '',
		confirmation: '',
		shownWarnings: [...warningCodes],
		...more,
	}
}

async function assigned(): Promise<ChangeView> {
	const { groupId, userId } = await world.pair()
	return (await applyChange(officer, formFor(groupId, userId))).change
}

const putsFor = async ({ groupId, userId }: ChangeView) =>
	(await world.puts(groupId, userId)).map(({ body }) => body)

const assignment = '{"active":true}'
const removal = '{"active":false}'

describe('undoing', () => {
	it('sends the opposite once, and is a change of its own with its own reason that says what it takes back', async () => {
		const first = await assigned()
		const another = await world.person('administrator')
		expect((await readChange(another, { changeId: first.id })).canUndo).toBe(true)
		const { change, pair } = await undoChange(another, undoOf(first, { ticket: 'CMP-7' }))
		expect(change).toMatchObject({
			state: 'applied',
			active: false,
			by: another.name,
			reason: 'It was meant for another group.',
			ticket: 'CMP-7',
			stateBefore: 'assigned',
			undoes: first.id,
			canUndo: true,
			assignment: { active: false },
		})
		expect(pair).toMatchObject({ state: 'not_assigned', assign: { noChange: false } })
		expect(await putsFor(first)).toEqual([assignment, removal])
		expect((await readChange(another, { changeId: first.id })).canUndo).toBe(false)
		const [intent] = await world.database.db
			.select()
			.from(entries)
			.where(eq(entries.changeId, change.id))
			.orderBy(entries.seq)
		expect(intent).toMatchObject({ action: 'change.intended', source: 'undo', active: false })
		expect(JSON.parse(intent?.text ?? '').body).toMatchObject({ undoes: first.id, stateBefore: 'assigned' })
		expect(await recordOf(world, another)).toEqual(['change.intended'])
	})

	it('can itself be undone, and what is undone cannot be undone again', async () => {
		const first = await assigned()
		const { change: second } = await undoChange(officer, undoOf(first))
		await expect(undoChange(officer, undoOf(first))).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringMatching(
				/Person \w+ has undone this change already, at .*UTC\. .*Nothing was sent/,
			),
		})
		const { change: third } = await undoChange(officer, undoOf(second))
		expect(third).toMatchObject({ state: 'applied', active: true, undoes: second.id })
		expect(await putsFor(first)).toEqual([assignment, removal, assignment])
	})

	it('of a change that the pod confirmed without dates is no conflict', async () => {
		const { withoutArea } = landmarkGroups
		const form = formFor(withoutArea.id, landmarkPeople.sparse.id, { active: false })
		const { change } = await applyChange(officer, form)
		expect(change.assignment?.lastRemovedAtMs).toBeNull()
		expect((await undoChange(officer, undoOf(change))).change.state).toBe('applied')
	})

	it('from a state that cannot be read is warned of, and done once that was on the screen', async () => {
		const first = await assigned()
		const path = `/(usergroups/${first.groupId}/assignments|usergroupassignments)`
		const fault = { kind: 'empty', status: 404 }
		await world.breakPod({ method: 'GET', path, times: 'always', fault })
		const seen = warningCodes.filter((code) => code !== 'state_unclear')
		await expect(undoChange(officer, undoOf(first, { shownWarnings: seen }))).rejects.toMatchObject({
			code: 'warnings_changed',
		})
		const { change } = await undoChange(officer, undoOf(first))
		expect(change).toMatchObject({ state: 'applied', stateBefore: 'unreadable' })
		await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
	})

	it('that puts somebody back into Global asks for its name, typed', async () => {
		const pair = [landmarkGroups.global.id, avery.id] as const
		await applyChange(officer, formFor(...pair, { confirmation: 'Global' }))
		const { change } = await applyChange(officer, formFor(...pair, { active: false }))
		await expect(undoChange(officer, undoOf(change))).rejects.toMatchObject({
			fieldErrors: { confirmation: expect.any(String) },
		})
		const { change: back } = await undoChange(officer, undoOf(change, { confirmation: 'Global' }))
		expect(back).toMatchObject({ state: 'applied', active: true })
		await undoChange(officer, undoOf(back))
	})

	it('whose outcome is not known is checked with the pod like any other', async () => {
		const first = await assigned()
		await world.breakPut(first.groupId, first.userId, { kind: 'cut-after' })
		const { change } = await undoChange(officer, undoOf(first))
		await untilState(change.id, 'applied')
		expect(await readChange(officer, { changeId: change.id })).toMatchObject({ confirmedBy: 'read_back' })
	})
})

describe('a pair that has moved on', () => {
	it('by a later change is refused with who made it and when', async () => {
		const first = await assigned()
		const another = await world.person('officer')
		const form = formFor(first.groupId, first.userId, { active: false })
		await applyChange(another, form)
		await expect(undoChange(officer, undoOf(first))).rejects.toThrow(
			new RegExp(`${another.name} unassigned this user since, at .*UTC`),
		)
		await applyChange(another, { ...form, operationId: randomUUID(), active: true })
		await expect(undoChange(officer, undoOf(first))).rejects.toThrow(/assigned this user since/)
		expect(await putsFor(first)).toEqual([assignment, removal, assignment])
	})

	it('to the other state in the pod itself is refused', async () => {
		const first = await assigned()
		await putAssignment(getPod(), { ...first, active: false })
		await expect(undoChange(officer, undoOf(first))).rejects.toThrow(
			/The pod shows Not assigned, where this change left Assigned.*Nothing was sent/,
		)
		expect(await putsFor(first)).toEqual([assignment, removal])
	})

	it.each([
		['added', true, [assignment, removal, assignment]],
		['removed', false, [assignment, removal, assignment, removal]],
	])(
		'in the pod itself and is back as it was, is refused for its date: last %s',
		async (what, active, puts) => {
			let change = await assigned()
			if (!active) change = (await undoChange(officer, undoOf(change))).change
			const later = { ...change, active: !active }
			// The sandbox dates to the millisecond.
			await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(Date.parse(change.settledAt ?? '') + 1))
			await putAssignment(getPod(), later)
			await putAssignment(getPod(), change)
			await expect(undoChange(officer, undoOf(change))).rejects.toMatchObject({
				code: 'conflict',
				message: expect.stringMatching(new RegExp(`last ${what} at .*UTC, which is not by this change`)),
			})
			expect(await putsFor(change)).toEqual(puts)
		},
	)

	it('while it was being read for the undo is refused', async () => {
		const first = await assigned()
		const quick = await world.person('officer')
		await world.breakPod({ method: 'GET', path: '/v3/users', fault: { kind: 'latency', ms: 1500 } })
		const slow = undoChange(officer, undoOf(first))
		await vi.waitFor(async () => expect((await world.faults()).length).toBe(0))
		const undone = await undoChange(quick, undoOf(first))
		expect(undone.change.state).toBe('applied')
		await expect(slow).rejects.toThrow(/has undone this change already/)
		expect(await putsFor(first)).toEqual([assignment, removal])
	})
})

describe('at the same time', () => {
	it('two people undo a change once; the other is told who is at it', async () => {
		const first = await assigned()
		await world.breakPut(first.groupId, first.userId, { kind: 'latency', ms: 1500 })
		const people = await Promise.all([world.person('officer'), world.person('officer')])
		const results = await Promise.allSettled(people.map((actor) => undoChange(actor, undoOf(first))))
		const refused = results.filter((result) => result.status === 'rejected')
		expect(refused.map(({ reason }) => String(reason))).toEqual([
			expect.stringMatching(/Person \w+ applied a change of this assignment at .*UTC, and it is being sent/),
		])
		expect(await putsFor(first)).toEqual([assignment, removal])
	})

	it('one form sent twice is one change', async () => {
		const first = await assigned()
		const form = undoOf(first)
		const [one, two] = await Promise.all([undoChange(officer, form), undoChange(officer, form)])
		expect(one.change.id).toBe(two.change.id)
		expect((await undoChange(officer, form)).change.id).toBe(one.change.id)
		expect(await putsFor(first)).toEqual([assignment, removal])
	})

	it('an operation is not an undo and a change both', async () => {
		const first = await assigned()
		const form = undoOf(first)
		await undoChange(officer, form)
		const asChange = formFor(first.groupId, first.userId, { active: false, operationId: form.operationId })
		await expect(applyChange(officer, asChange)).rejects.toThrow(/used for another change/)
	})
})

describe('a refused undo', () => {
	it.each(roles.filter((role) => role === 'support' || role === 'auditor'))(
		'by a role that may not change (%s) sends nothing and is in the record',
		async (role) => {
			const first = await assigned()
			const actor = await world.person(role)
			await expect(undoChange(actor, undoOf(first))).rejects.toMatchObject({ code: 'forbidden' })
			expect(await recordOf(world, actor)).toEqual(['refused: forbidden'])
			expect(await putsFor(first)).toEqual([assignment])
		},
	)

	it('of one’s own assignment sends nothing, and is recorded as an undo of its pair', async () => {
		const first = await assigned()
		const actor = await world.person('administrator', { email: avery.emailAddress })
		await expect(undoChange(actor, undoOf(first))).rejects.toMatchObject({ code: 'guard_rail' })
		expect(await putsFor(first)).toEqual([assignment])
		const [entry] = await world.database.db
			.select()
			.from(entries)
			.where(eq(entries.actorSubject, actor.subject))
			.orderBy(desc(entries.seq))
		expect(entry).toMatchObject({
			action: 'attempt.refused',
			source: 'undo',
			changeId: first.id,
			groupId: first.groupId,
			userId: first.userId,
			active: false,
		})
	})

	it('of a change that was not applied says so', async () => {
		const pair = await world.pair()
		await world.breakPut(pair.groupId, pair.userId, { kind: 'status', status: 403, body: { code: 403 } })
		const { change } = await applyChange(officer, formFor(pair.groupId, pair.userId))
		expect(change).toMatchObject({ state: 'refused', canUndo: false })
		await expect(undoChange(officer, undoOf(change))).rejects.toThrow(/was not applied.*Nothing was sent/)
		expect(await putsFor(change)).toEqual([assignment])
	})

	it('of no change at all says so', async () => {
		await expect(undoChange(officer, undoOf({ id: randomUUID() }))).rejects.toMatchObject({
			code: 'not_found',
		})
	})

	it.each([
		['no change', { changeId: 'x' }, 'changeId'],
		['a short reason', { reason: ' short ' }, 'reason'],
		['a long ticket', { ticket: 'x'.repeat(65) }, 'ticket'],
	])('for %s says so at its field, and nothing is asked of the pod', async (_what, more, field) => {
		const before = await world.calls()
		const form = { ...undoOf({ id: randomUUID() }), ...more }
		await expect(undoChange(officer, form)).rejects.toMatchObject({
			code: 'invalid_input',
			fieldErrors: { [field]: expect.any(String) },
		})
		expect(await world.calls()).toEqual(before)
	})
})
