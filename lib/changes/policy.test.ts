import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { type JudgedPair, judgeChange } from './policy.ts'

const actor: Actor = {
	id: '00000000-0000-4000-8000-000000000001',
	issuer: 'sandbox',
	subject: 'jo.fenwick',
	name: 'Jo Fenwick',
	email: 'jo.fenwick@example.com',
	username: 'jfenwick',
	podUserId: null,
	role: 'officer',
	authenticatedAt: new Date(),
}

const group = {
	id: 'g-1',
	name: 'Equities London',
	area: 'EMEA',
	active: true,
	memberCount: 1204,
	assigneeCount: 3,
	isGlobal: false,
}
const user = {
	id: '7215545058329',
	name: 'Avery Quill',
	username: 'aquill',
	emailAddress: 'avery.quill@example.com',
	roles: ['COMPLIANCE_OFFICER'],
	canBeAssigned: null,
}
const colleague = { id: '2', name: 'Rowan Idle', username: 'ridle' }
const otherGroup = { id: 'g-2', name: 'Rates New York', area: 'AMER', isGlobal: false }
const plain: JudgedPair = {
	groupId: group.id,
	userId: user.id,
	readAt: '2026-11-23T18:20:11.000Z',
	state: 'not_assigned',
	stateProblem: null,
	assignment: null,
	group,
	user,
	otherGroups: [otherGroup],
	otherAssignees: [colleague],
	isGlobal: false,
	globalGroupKnownBy: 'name',
}
const assigned: JudgedPair = { ...plain, state: 'assigned' }

const judge = (reading: Partial<JudgedPair>, active: boolean, by: Partial<Actor> = {}) => {
	const verdict = judgeChange({ ...actor, ...by }, { ...plain, ...reading }, active)
	return {
		...verdict,
		refusals: verdict.refusals.map(({ code }) => code),
		warnings: verdict.warnings.map(({ code }) => code),
	}
}

describe('guard-rails', () => {
	it('say nothing of an ordinary change', () => {
		expect(judge({}, true)).toEqual({ refusals: [], warnings: [], confirmation: null, noChange: false })
		expect(judge(assigned, false)).toEqual({
			refusals: [],
			warnings: [],
			confirmation: null,
			noChange: false,
		})
	})

	it.each([
		['the claim', { podUserId: user.id }],
		['the e-mail address, whatever its case', { email: 'Avery.Quill@Example.com' }],
		['the username', { username: 'AQUILL' }],
	])('refuse one’s own assignment, known by %s, in both directions', (_how, by) => {
		expect(judge({}, true, by).refusals).toContain('own_assignment')
		expect(judge(assigned, false, by).refusals).toContain('own_assignment')
	})

	it('never take two people without e-mail or username for one', () => {
		const nameless = { ...user, emailAddress: null, username: null }
		expect(judge({ user: nameless }, true, { email: null, username: null }).refusals).toEqual([])
	})

	it('say when it cannot be told whether the account is one’s own', () => {
		expect(judge({ user: null }, true).warnings).toContain('own_assignment_unclear')
		expect(judge({ user: { ...user, emailAddress: null, username: null } }, true).warnings).toContain(
			'own_assignment_unclear',
		)
		const byMail = { email: actor.email, username: null }
		expect(judge({ user: { ...user, emailAddress: null } }, true, byMail).warnings).toContain(
			'own_assignment_unclear',
		)
		expect(judge({ user: null }, true, { podUserId: '5' }).warnings).not.toContain('own_assignment_unclear')
	})

	it('refuse assigning to an inactive group, and let its assignees go', () => {
		const inactive = { group: { ...group, active: false } }
		expect(judge(inactive, true).refusals).toEqual(['group_inactive'])
		expect(judge({ ...assigned, ...inactive }, false).refusals).toEqual([])
	})

	it('refuse assigning someone who is known to be no officer, and say so where roles are not shown', () => {
		expect(judge({ user: { ...user, roles: ['INDIVIDUAL'] } }, true).refusals).toEqual(['not_an_officer'])
		expect(judge({ user: { ...user, roles: [] } }, true).refusals).toEqual(['not_an_officer'])
		expect(judge({ user: { ...user, roles: null, canBeAssigned: false } }, true).refusals).toEqual([
			'not_an_officer',
		])
		expect(judge({ user: { ...user, roles: null } }, true).warnings).toEqual(['roles_unclear'])
		expect(judge({ user: { ...user, roles: ['SUPER_COMPLIANCE_OFFICER'] } }, true).refusals).toEqual([])
		expect(judge({ user: { ...user, roles: ['COMPLIANCE_OFFICER.MONITOR_ROOMS'] } }, true).refusals).toEqual(
			[],
		)
		expect(judge({ user: { ...user, roles: ['COMPLIANCE_OFFICERS'] } }, true).refusals).toEqual([
			'not_an_officer',
		])
	})

	it('warn that a holder of Global gains nothing from another group', () => {
		const holdsGlobal = { otherGroups: [{ id: 'g-0', name: 'Global', area: null, isGlobal: true }] }
		expect(judge(holdsGlobal, true).warnings).toEqual(['holds_global'])
		expect(judge({ ...assigned, ...holdsGlobal }, false).warnings).toEqual([])
	})

	it('ask for the name of Global before assigning it', () => {
		const global = { isGlobal: true, group: { ...group, name: 'Global', isGlobal: true } }
		expect(judge(global, true)).toMatchObject({ warnings: ['assigns_global'], confirmation: 'Global' })
		expect(judge({ ...assigned, ...global }, false).confirmation).toBeNull()
		expect(judge({ isGlobal: true, group: null }, true).confirmation).toBe(plain.groupId)
	})

	it('warn, with the numbers, when unassigning leaves the group or the officer with none', () => {
		const last = judgeChange(actor, { ...assigned, otherAssignees: [], otherGroups: [] }, false)
		expect(last.warnings.map(({ code }) => code)).toEqual(['last_assignee', 'last_group'])
		expect(last.warnings[0]?.message).toContain('1,204')
	})

	it('never take an unread list for an empty one', () => {
		const unread = { ...assigned, otherAssignees: null, otherGroups: null }
		expect(judge(unread, false).warnings).toEqual(['assignees_unclear', 'groups_unclear'])
	})

	it('say “no change” from a fresh read only', () => {
		expect(judge({ state: 'assigned' }, true).noChange).toBe(true)
		expect(judge({ state: 'not_assigned' }, false).noChange).toBe(true)
		expect(judge({ state: 'unreadable' }, true)).toMatchObject({
			noChange: false,
			warnings: ['state_unclear'],
		})
	})

	it('refuse one’s own assignment whatever else was read', () => {
		const reading = fc.record({
			state: fc.constantFrom('assigned', 'not_assigned', 'unreadable' as const),
			group: fc.constantFrom(null, group, { ...group, active: false }, { ...group, isGlobal: true }),
			otherGroups: fc.constantFrom(null, [], [otherGroup]),
			otherAssignees: fc.constantFrom(null, [], [colleague]),
		}) as fc.Arbitrary<Partial<JudgedPair>>
		fc.assert(
			fc.property(reading, fc.boolean(), (some, active) => {
				expect(judge(some, active, { username: 'aquill' }).refusals).toContain('own_assignment')
			}),
		)
	})
})
