import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { recordOf } from '#lib/changes/testing/record-of.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { entries } from '#lib/db/record-schema.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { requests } from '#lib/db/schema.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { editRequest } from './edit.ts'
import { fileRequest } from './file.ts'
import type { RequestForm } from './schemas.ts'
import { giveEnd } from './testing/ends.ts'
import { daysAhead, requestFor } from './testing/forms.ts'
import { withdrawRequest } from './withdraw.ts'

let world: World
let asker: Actor
let officer: Actor
beforeAll(async () => {
	world = await startWorld()
	asker = await world.person('support')
	officer = await world.person('officer')
})

/** Assigned, as the sandbox pod begins. */
const standing = { groupId: landmarkGroups.equitiesLondon.id, userId: landmarkPeople.mikaSorrel.id }

const countFiled = () => world.database.db.$count(requests)

/** Files in vain: what is asked for is not in the queue, and the attempt is in the record with the code. */
async function expectRefusal(form: RequestForm, code: string, sentence: RegExp, actor?: Actor) {
	const somebody = actor ?? (await world.person('support'))
	const before = await countFiled()
	const refused = fileRequest(somebody, form)
	await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) })
	expect(await countFiled()).toBe(before)
	expect(await recordOf(world, somebody)).toEqual(code === 'invalid_input' ? [] : [`refused: ${code}`])
}

describe('a request', () => {
	it('stands in the queue as it was asked for, in the record, and is told to whoever decides', async () => {
		const pair = await world.pair()
		const endsAt = daysAhead(7)
		const view = await fileRequest(asker, requestFor(pair, { endsAt }))
		expect(view).toMatchObject({
			...pair,
			kind: 'assign',
			state: 'open',
			endsAt,
			ticket: 'CMP-1',
			asker: { id: asker.id, name: asker.name, role: 'support' },
			userName: 'Avery Quill',
			stateBefore: 'not_assigned',
			offers: ['edit', 'withdraw', 'comment'],
			notDecidable: null,
			history: [{ action: 'request.filed', by: asker.name }],
			requestsBefore: 0,
		})
		expect(Date.parse(view.dueAt) - Date.parse(view.createdAt)).toBe(8 * 3_600_000)
		const [entry] = await world.database.db.select().from(entries).where(eq(entries.requestId, view.id))
		expect(entry).toMatchObject({ requestState: 'open', source: 'requests_page', begins: true, ...pair })
		expect(entry?.text).not.toContain('Covers the desk')
		expect(JSON.parse(entry?.details ?? '')).toMatchObject({
			by: { name: asker.name },
			reason: view.reason,
			ticket: 'CMP-1',
			userName: 'Avery Quill',
		})
		const told = await world.database.db
			.select({ to: notifications.recipientId, kind: notifications.kind })
			.from(notifications)
			.where(eq(notifications.requestId, view.id))
		expect(told).toEqual([{ to: officer.id, kind: 'filed' }])
	})

	it('of an officer is not told to that officer', async () => {
		const { id } = await fileRequest(officer, requestFor(await world.pair()))
		const own = and(eq(notifications.requestId, id), eq(notifications.recipientId, officer.id))
		expect(await world.database.db.$count(notifications, own)).toBe(0)
	})

	it('filed twice by one form is one request, also at the same time and after an edit', async () => {
		const form = requestFor(await world.pair())
		const [one, two] = await Promise.all([fileRequest(asker, form), fileRequest(asker, form)])
		expect(one.id).toBe(two.id)
		expect(one.history).toHaveLength(1)
		const edit = { requestId: one.id, version: 1, endsAt: null, reason: 'Another reason.', ticket: '' }
		await editRequest(asker, edit)
		expect(await fileRequest(asker, form)).toMatchObject({ id: one.id, reason: 'Another reason.' })
	})

	it('is not another one of the same form, nor somebody else’s', async () => {
		const form = requestFor(await world.pair())
		await fileRequest(asker, form)
		const another = { ...form, reason: 'Another reason altogether, with the same form.' }
		await expectRefusal(form, 'conflict', /used for another request/)
		await expect(fileRequest(asker, another)).rejects.toMatchObject({ code: 'conflict' })
	})

	it('of a pair and kind that another one is open for is refused, and named to those who may see that', async () => {
		const pair = await world.pair()
		const { id } = await fileRequest(asker, requestFor(pair))
		await expectRefusal(requestFor(pair), 'conflict', /^This was asked for already at .* UTC/)
		const administrator = await world.person('administrator')
		const named = new RegExp(`${asker.name} asked for this already at .* UTC: request ${id} `)
		await expectRefusal(requestFor(pair), 'conflict', named, administrator)
		await withdrawRequest(asker, { requestId: id })
		expect((await fileRequest(asker, requestFor(pair))).requestsBefore).toBe(1)
	})

	it('for a pair is one, of two at the same moment', async () => {
		const pair = await world.pair()
		const askers = await Promise.all([1, 2, 3].map(() => world.person('support')))
		const filed = await Promise.allSettled(askers.map((one) => fileRequest(one, requestFor(pair))))
		expect(filed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
	})

	it('is filed where the pod shows nothing, once the warnings of that were on the screen', async () => {
		const pair = await world.pair()
		await world.breakPod({ method: 'GET', path: '/', times: 'always', fault: { kind: 'empty', status: 503 } })
		await expectRefusal(requestFor(pair, { shownWarnings: [] }), 'warnings_changed', /could not be read/)
		const view = await fileRequest(asker, requestFor(pair))
		expect(view).toMatchObject({ stateBefore: 'unreadable', userName: null, state: 'open' })
		expect(view.warnings.map(({ code }) => code)).toContain('state_unclear')
		await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
	})
})

describe('a request is refused', () => {
	it('for one’s own account, for whichever role', async () => {
		const { emailAddress, id: userId } = landmarkPeople.averyQuill
		const { groupId } = await world.pair()
		for (const role of ['support', 'officer', 'administrator'] as const) {
			const self = await world.person(role, { email: emailAddress })
			await expectRefusal(requestFor({ groupId, userId }), 'four_eyes', /your own account/, self)
		}
	})

	it.each([
		['an inactive group', landmarkGroups.inactive.id, landmarkPeople.averyQuill.id],
		['someone who is no officer', landmarkGroups.equitiesLondon.id, landmarkPeople.notOfficer.id],
	])('for %s', async (_what, groupId, userId) => {
		await expectRefusal(requestFor({ groupId, userId }), 'guard_rail', /\w/)
	})

	it.each([
		['assigning an assigned user', { kind: 'assign' }, /already assigned\. Nothing was filed/],
		[
			'assigning an assigned user until a day, which is another choice',
			{ kind: 'assign', endsAt: daysAhead(7) },
			/choose “put an end on the standing assignment”/,
		],
	] as const)('for %s', async (_what, more, sentence) => {
		await expectRefusal(requestFor(standing, more), 'no_change_needed', sentence)
	})

	it.each([
		['unassigning', { kind: 'unassign' }],
		['putting an end on', { kind: 'set_end', endsAt: daysAhead(7) }],
	] as const)('for %s an assignment that is none', async (_what, more) => {
		await expectRefusal(requestFor(await world.pair(), more), 'no_change_needed', /is not assigned/)
	})

	it('for the end that the assignment has already', async () => {
		const endsAt = daysAhead(9)
		const { id } = await fileRequest(asker, requestFor(standing, { kind: 'set_end', endsAt }))
		await giveEnd(id, endsAt)
		await withdrawRequest(asker, { requestId: id })
		await expectRefusal(requestFor(standing, { kind: 'set_end', endsAt }), 'no_change_needed', /already/)
		const later = { kind: 'set_end', endsAt: daysAhead(20) } as const
		const own = await fileRequest(asker, requestFor(standing, later))
		expect(own).toMatchObject({ standingEnd: { endsAt, requestId: id } })
		const another = await fileRequest(
			await world.person('support'),
			requestFor(standing, { kind: 'unassign' }),
		)
		expect(another.standingEnd).toEqual({ endsAt, requestId: null })
	})

	it.each([
		['in the past', daysAhead(-1)],
		['after the longest that is allowed', daysAhead(366)],
	])('for an end %s, at its field', async (_what, endsAt) => {
		const form = requestFor(await world.pair(), { endsAt })
		await expectRefusal(form, 'invalid_input', /The end m/)
		await expect(fileRequest(asker, form)).rejects.toMatchObject({
			fieldErrors: { endsAt: expect.any(String) },
		})
	})

	it('for warnings that were not on the screen, until they were', async () => {
		const pair = { groupId: landmarkGroups.oneAssignee.id, userId: landmarkPeople.soleAssignee.id }
		const form = requestFor(pair, { kind: 'unassign', shownWarnings: ['last_group'] })
		await expectRefusal(form, 'warnings_changed', /Nothing was filed yet.*only assignee/)
		const view = await fileRequest(asker, { ...form, shownWarnings: ['last_group', 'last_assignee'] })
		expect(view.warnings.map(({ code }) => code).sort()).toEqual(['last_assignee', 'last_group'])
	})

	it('for an auditor', async () => {
		const auditor = await world.person('auditor')
		await expectRefusal(requestFor(await world.pair()), 'forbidden', /role/, auditor)
	})
})
