import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { roles } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { applyChange } from './apply.ts'
import { checkNow } from './check-now.ts'
import { closeUnknownChange } from './close.ts'
import { listRecentChanges, readChange } from './list.ts'
import { sendAgain } from './send-again.ts'
import { recordOf } from './testing/record-of.ts'
import { formFor, startWorld, untilState, type World } from './testing/world.ts'

let world: World
let officer: Actor
beforeAll(async () => {
	world = await startWorld()
	officer = await world.person('officer')
})

const avery = landmarkPeople.averyQuill

describe('an ordinary change', () => {
	it('is sent once as asked, and the answer shows what the pod returned', async () => {
		const pair = await world.pair()
		const { change, pair: after } = await applyChange(
			officer,
			formFor(pair.groupId, pair.userId, { ticket: ' CMP-1 ' }),
		)
		expect(change).toMatchObject({
			state: 'applied',
			confirmedBy: 'response',
			httpStatus: 201,
			stateBefore: 'not_assigned',
			ticket: 'CMP-1',
			userName: 'Avery Quill',
			assignment: {
				groupId: pair.groupId,
				userId: pair.userId,
				active: true,
				userRoles: expect.arrayContaining(['COMPLIANCE_OFFICER']),
			},
		})
		expect(after).toMatchObject({
			state: 'assigned',
			assign: { noChange: true },
			unassign: { noChange: false },
		})
		const puts = await world.puts(pair.groupId, pair.userId)
		expect(puts.map(({ body }) => body)).toEqual(['{"active":true}'])

		const undone = await applyChange(officer, formFor(pair.groupId, pair.userId, { active: false }))
		expect(undone.change).toMatchObject({ state: 'applied', httpStatus: 200, assignment: { active: false } })
	})

	it.each([
		['a user ID above 2^53', landmarkPeople.aboveSafeInteger.id],
		['the greatest int64', landmarkPeople.greatestId.id],
	])('keeps %s digit for digit on the wire, in the record and in the answer', async (_what, userId) => {
		const { id: groupId } = landmarkGroups.primeServices
		const { change } = await applyChange(officer, formFor(groupId, userId))
		expect(change.assignment?.userId).toBe(userId)
		expect(await world.puts(groupId, userId)).toHaveLength(1)
		const [entry] = await world.database.db.select().from(entries).where(eq(entries.changeId, change.id))
		expect(entry?.userId).toBe(userId)
	})

	it.each(['a/b', 'a?b', 'a#b', 'a%2Fb', 'a+b', 'a b', 'grüße-組', '..a', 'a\\b', "'; drop table--"])(
		'sends the group ID %j percent-encoded once',
		async (groupId) => {
			const { change } = await applyChange(officer, formFor(groupId, avery.id))
			expect(change).toMatchObject({ state: 'refused', httpStatus: 404, groupId })
			expect(await world.puts(groupId, avery.id)).toHaveLength(1)
		},
	)

	it('is made from an unreadable state too, and says that it was', async () => {
		const pair = await world.pair()
		const reads = `/(usergroups/${pair.groupId}/assignments|usergroupassignments)`
		await world.breakPod({
			method: 'GET',
			path: reads,
			times: 'always',
			fault: { kind: 'empty', status: 404 },
		})
		const { change } = await applyChange(officer, formFor(pair.groupId, pair.userId))
		expect(change).toMatchObject({ state: 'applied', stateBefore: 'unreadable' })
		expect(change.warnings.map(({ code }) => code)).toContain('state_unclear')
		await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
	})
})

describe('input that makes no sense', () => {
	it.each([
		['no group', { groupId: '' }, 'groupId'],
		['a group of one dot', { groupId: '.' }, 'groupId'],
		['a group of two dots', { groupId: '..' }, 'groupId'],
		['a group over 256 characters', { groupId: 'g'.repeat(257) }, 'groupId'],
		['a group with a control character', { groupId: 'a\u0007b' }, 'groupId'],
		['a group with half a character', { groupId: 'a\ud800b' }, 'groupId'],
		['no user', { userId: '' }, 'userId'],
		['a user that is no number', { userId: '12a' }, 'userId'],
		['user 0', { userId: '0' }, 'userId'],
		['a negative user', { userId: '-5' }, 'userId'],
		['a user above int64', { userId: '9223372036854775808' }, 'userId'],
		['a short reason', { reason: '   short   ' }, 'reason'],
		['a long reason', { reason: 'x'.repeat(501) }, 'reason'],
		['a long ticket', { ticket: 'x'.repeat(65) }, 'ticket'],
	])('is refused for %s, at its field, and nothing is sent', async (_what, change, field) => {
		const form = formFor(landmarkGroups.equitiesLondon.id, avery.id, change)
		const before = await world.calls()
		await expect(applyChange(officer, form)).rejects.toMatchObject({
			code: 'invalid_input',
			fieldErrors: { [field]: expect.stringMatching(/\w.*\.$/) },
		})
		expect(await world.calls()).toEqual(before)
	})

	it.each([undefined, null, 5, 'x', [], {}, { groupId: {} }])('is refused when it is %j', async (input) => {
		await expect(applyChange(officer, input)).rejects.toMatchObject({ code: 'invalid_input' })
	})
})

describe('a refused attempt', () => {
	it.each(roles.filter((role) => role === 'support' || role === 'auditor'))(
		'by a role that may not change (%s) sends nothing and is in the record',
		async (role) => {
			const actor = await world.person(role)
			const pair = await world.pair()
			await expect(applyChange(actor, formFor(pair.groupId, pair.userId))).rejects.toMatchObject({
				code: 'forbidden',
			})
			await expect(sendAgain(actor, { changeId: crypto.randomUUID() })).rejects.toMatchObject({
				code: 'forbidden',
			})
			await expect(closeUnknownChange(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
			expect(await world.puts(pair.groupId, pair.userId)).toEqual([])
			await expect(checkNow(actor, {})).rejects.toMatchObject({ code: 'forbidden' })
			expect(await recordOf(world, actor)).toEqual(Array(4).fill('refused: forbidden'))
		},
	)

	it('on one’s own assignment sends nothing and is in the record, for an administrator too', async () => {
		const actor = await world.person('administrator', { email: avery.emailAddress })
		const pair = await world.pair()
		await expect(applyChange(actor, formFor(pair.groupId, avery.id))).rejects.toMatchObject({
			code: 'guard_rail',
		})
		expect(await world.puts(pair.groupId, avery.id)).toEqual([])
		expect(await recordOf(world, actor)).toEqual(['refused: guard_rail'])
	})

	it.each([
		['an inactive group', landmarkGroups.inactive.id, avery.id],
		['someone who is no officer', landmarkGroups.equitiesLondon.id, landmarkPeople.notOfficer.id],
	])('with %s sends nothing and is in the record', async (_what, groupId, userId) => {
		const actor = await world.person('officer')
		await expect(applyChange(actor, formFor(groupId, userId))).rejects.toMatchObject({ code: 'guard_rail' })
		expect(await world.puts(groupId, userId)).toEqual([])
		expect(await recordOf(world, actor)).toEqual(['refused: guard_rail'])
		const [entry] = await world.database.db
			.select({ details: entries.details })
			.from(entries)
			.where(eq(entries.actorSubject, actor.subject))
		expect(JSON.parse(entry?.details ?? '')).toMatchObject({
			groupName: expect.any(String),
			userName: expect.any(String),
		})
	})

	it('of a change that changes nothing says so', async () => {
		const form = formFor(landmarkGroups.equitiesLondon.id, landmarkPeople.mikaSorrel.id)
		await expect(applyChange(officer, form)).rejects.toThrow(/already assigned. Nothing was sent/)
	})

	it('to look at a change by a role that may not is in the record; one without a change is refused', async () => {
		const auditor = await world.person('auditor')
		const changeId = crypto.randomUUID()
		await expect(checkNow(auditor, { changeId })).rejects.toMatchObject({ code: 'forbidden' })
		expect(await recordOf(world, auditor)).toEqual(['refused: forbidden'])
		await expect(checkNow(officer, { changeId })).rejects.toMatchObject({ code: 'not_found' })
	})
})

describe('warnings', () => {
	it('that were not on the screen stop a change once, and those that were are kept with it', async () => {
		const pair = { groupId: landmarkGroups.oneAssignee.id, userId: landmarkPeople.soleAssignee.id }
		const unseen = formFor(pair.groupId, pair.userId, { active: false, shownWarnings: ['last_group'] })
		await expect(applyChange(officer, unseen)).rejects.toMatchObject({ code: 'warnings_changed' })
		expect(await world.puts(pair.groupId, pair.userId)).toEqual([])
		const { change } = await applyChange(officer, {
			...unseen,
			shownWarnings: ['last_group', 'last_assignee'],
		})
		expect(change.state).toBe('applied')
		expect(change.warnings.map(({ code }) => code).sort()).toEqual(['last_assignee', 'last_group'])
	})

	it('of Global ask for its name, typed', async () => {
		const form = formFor(landmarkGroups.global.id, avery.id)
		await expect(applyChange(officer, form)).rejects.toMatchObject({
			fieldErrors: { confirmation: expect.any(String) },
		})
		await expect(applyChange(officer, { ...form, confirmation: 'global' })).rejects.toThrow(/Type the group/)
		const { change } = await applyChange(officer, { ...form, confirmation: 'Global' })
		expect(change.state).toBe('applied')
		await applyChange(officer, formFor(landmarkGroups.global.id, avery.id, { active: false }))
	})
})

describe('at the same time', () => {
	it('two officers make one change of a pair; the other is told who and when', async () => {
		const pair = await world.pair()
		await world.breakPut(pair.groupId, pair.userId, { kind: 'latency', ms: 1500 })
		const others = await Promise.all(
			['officer', 'officer', 'administrator'].map((role) => world.person(role as Actor['role'])),
		)
		const results = await Promise.allSettled(
			others.map((actor) => applyChange(actor, formFor(pair.groupId, pair.userId))),
		)
		expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
		for (const result of results) {
			if (result.status === 'rejected')
				expect(String(result.reason)).toMatch(/Person \w+ applied a change of this assignment at .*UTC/)
		}
		expect(await world.puts(pair.groupId, pair.userId)).toHaveLength(1)
	})

	it('a change that began and ended while another was reading is seen by that other', async () => {
		const pair = await world.pair()
		const [slow, quick] = await Promise.all([world.person('officer'), world.person('officer')])
		await world.breakPod({ method: 'GET', path: '/v3/users', fault: { kind: 'latency', ms: 1500 } })
		const first = applyChange(slow, formFor(pair.groupId, pair.userId))
		await vi.waitFor(async () => expect((await world.faults()).length).toBe(0))
		expect((await applyChange(quick, formFor(pair.groupId, pair.userId))).change.state).toBe('applied')
		await expect(first).rejects.toMatchObject({ code: 'conflict' })
		expect(await world.puts(pair.groupId, pair.userId)).toHaveLength(1)
	})

	it('one form sent twice is one change', async () => {
		const pair = await world.pair()
		const form = formFor(pair.groupId, pair.userId)
		const [one, two] = await Promise.all([applyChange(officer, form), applyChange(officer, form)])
		expect(one.change.id).toBe(two.change.id)
		expect((await applyChange(officer, form)).change.id).toBe(one.change.id)
		expect(await world.puts(pair.groupId, pair.userId)).toHaveLength(1)
	})

	it('one form sent twice is one change, also when it is applied while its twin is still reading', async () => {
		const pair = await world.pair()
		const form = formFor(pair.groupId, pair.userId)
		const path = `/${pair.groupId}/assignments/${pair.userId}`
		await world.breakPod({ method: 'GET', path, fault: { kind: 'latency', ms: 1500 } })
		const twin = applyChange(officer, form)
		await vi.waitFor(async () => expect((await world.faults()).length).toBe(0))
		const { change } = await applyChange(officer, form)
		expect(change.state).toBe('applied')
		expect((await twin).change).toMatchObject({ id: change.id, state: 'applied' })
		expect(await world.puts(pair.groupId, pair.userId)).toHaveLength(1)
	})

	it('one form is not two different changes', async () => {
		const [one, two] = [await world.pair(), await world.pair()]
		const form = formFor(one.groupId, one.userId)
		await applyChange(officer, form)
		await expect(applyChange(officer, { ...form, groupId: two.groupId })).rejects.toMatchObject({
			code: 'conflict',
		})
		expect(await world.puts(two.groupId, two.userId)).toEqual([])
	})
})

describe('a change that nobody can read back', () => {
	it('stays unknown until a person sends it again or closes it, and both are recorded', async () => {
		const unreadable = async (pair: { groupId: string; userId: string }) => {
			const reads = `/usergroups/${pair.groupId}/assignments|/users/${pair.userId}/usergroupassignments`
			await world.breakPod({
				method: 'GET',
				path: reads,
				times: 'always',
				fault: { kind: 'empty', status: 404 },
			})
			await world.breakPut(pair.groupId, pair.userId, { kind: 'cut-before' })
			return (await applyChange(officer, formFor(pair.groupId, pair.userId))).change.id
		}
		const again = await unreadable(await world.pair())
		const closed = await unreadable(await world.pair())
		const healed = await unreadable(await world.pair())
		await untilState(again, 'unknown')
		const offered = async () => (await readChange(officer, { changeId: again })).offers
		expect(await offered()).toEqual(['check_now'])
		await expect.poll(offered, { timeout: 10_000 }).toEqual(['check_now', 'send_again', 'close'])
		const another = await world.person('officer')
		const { groupId, userId } = await readChange(officer, { changeId: again })
		await world.breakPut(groupId, userId, { kind: 'status', status: 403, body: { code: 403, message: 'No' } })
		// Seldom enough that each refusal is recorded.
		const often = { timeout: 10_000, interval: 500 }
		const sendOnceMore = (actor: Actor) => vi.waitFor(() => sendAgain(actor, { changeId: again }), often)
		expect(await sendOnceMore(another)).toMatchObject({
			state: 'unknown',
			problem: {
				message: expect.stringContaining('the one before it may still have happened'),
				podMessage: 'No',
			},
		})
		expect(await sendOnceMore(another)).toMatchObject({
			state: 'applied',
			confirmedBy: 'response',
		})
		const reason = 'Seen in the pod’s own administration portal.'
		const patient = await world.person('officer')
		const close = () => closeUnknownChange(patient, { changeId: closed, reason })
		expect(await vi.waitFor(close, often)).toMatchObject({
			state: 'closed',
			problem: { message: `${patient.name} closed it and wrote: “${reason}”`, advice: '' },
		})
		expect((await recordOf(world, patient)).at(-1)).toBe('change.closed')
		await expect(sendAgain(another, { changeId: closed })).rejects.toMatchObject({ code: 'conflict' })
		const done = await recordOf(world, another)
		expect(done.filter((what) => what === 'change.sent_again')).toHaveLength(2)
		expect(done.at(-1)).toBe('refused: conflict')
		await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
		const byHand = closeUnknownChange(officer, { changeId: healed, reason })
		await expect(byHand).rejects.toThrow(/The pod can be read/)
	})
})

describe('a change that may still take effect', () => {
	it('cannot be closed, so that no other change of its pair is overtaken by it', async () => {
		const pair = await world.pair()
		await world.breakPut(pair.groupId, pair.userId, { kind: 'cut-late', ms: 600 })
		const path = `/usergroups/${pair.groupId}/assignments|/users/${pair.userId}/usergroupassignments`
		const fault = { kind: 'empty', status: 404 }
		await world.breakPod({ method: 'GET', path, times: 'always', fault })
		const { change } = await applyChange(officer, formFor(pair.groupId, pair.userId))
		const reason = 'Seen in the pod’s own administration portal.'
		const close = () => closeUnknownChange(officer, { changeId: change.id, reason })
		await expect(close()).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringContaining('may still take effect'),
		})
		expect(await vi.waitFor(close, 10_000)).toMatchObject({ state: 'closed' })
		expect(await world.puts(pair.groupId, pair.userId)).toMatchObject([
			{ status: null, effect: { number: expect.any(Number) } },
		])
	})
})

describe('a change of a pair that nobody could read before', () => {
	it('is not told to be applied by what was so already, while its PUT may still take effect', async () => {
		const pair = await world.pair()
		await applyChange(officer, formFor(pair.groupId, pair.userId))
		await world.breakPut(pair.groupId, pair.userId, { kind: 'cut-late', ms: 600 })
		const path = `/usergroups/${pair.groupId}/assignments|/users/${pair.userId}/usergroupassignments`
		await world.breakPod({ method: 'GET', path, times: 'always', fault: { kind: 'empty', status: 404 } })
		const { change } = await applyChange(officer, formFor(pair.groupId, pair.userId))
		expect(change).toMatchObject({ stateBefore: 'unreadable', state: 'unknown' })
		await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
		await checkNow(officer, { changeId: change.id })
		await untilState(change.id, 'applied')
		const { settledAt } = await readChange(officer, { changeId: change.id })
		const [, late] = await world.puts(pair.groupId, pair.userId)
		expect(Date.parse(late?.effect?.at ?? '')).toBeLessThanOrEqual(Date.parse(settledAt ?? ''))
	})
})

describe('what the pod shows', () => {
	it('is recorded whatever characters it holds, in the answer and in the read-back', async () => {
		for (const fault of ['alter', 'cut-after']) {
			const pair = await world.pair()
			const broken = {
				user: { firstName: 'Avery \ud83d', lastName: 'Qu\u0000ill' },
				lastAddedDate: 1e300,
			}
			await world.breakPut(
				pair.groupId,
				pair.userId,
				fault === 'alter' ? { kind: 'alter', ...broken } : { kind: fault },
			)
			const path = `/${pair.groupId}/assignments/${pair.userId}`
			await world.breakPod({ method: 'GET', path, times: 'always', fault: { kind: 'alter', ...broken } })
			const { change } = await applyChange(officer, formFor(pair.groupId, pair.userId))
			await untilState(change.id, 'applied')
		}
		await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
	})
})

describe('recent changes', () => {
	it('are everyone’s for officers, auditors and administrators, and support staff’s own', async () => {
		const pair = await world.pair()
		await applyChange(officer, formFor(pair.groupId, pair.userId))
		const lists = await Promise.all(roles.map(async (role) => listRecentChanges(await world.person(role))))
		expect(lists.map((list) => list.length > 0)).toEqual(roles.map((role) => role !== 'support'))
		const [newest] = await listRecentChanges(officer)
		await expect(readChange(await world.person('support'), { changeId: newest?.id })).rejects.toMatchObject({
			code: 'not_found',
		})
	})
})
