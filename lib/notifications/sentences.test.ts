import { describe, expect, it } from 'vitest'
import { notificationKindValues } from '#lib/db/values.ts'
import { describeNotice, type Told } from './sentences.ts'

const pair = { groupId: 'g-1', groupName: 'Prime Services', userId: '42', userName: 'Mika Sorrel' }
const at = new Date('2026-11-30T18:00:00Z')

const request = { ...pair, id: 12, kind: 'assign', state: 'open', dueAt: at, endsAt: null } as const
const change = { ...pair, state: 'refused', active: true, reviewedAt: null } as const
const schedule = { ...pair, state: 'set', endsAt: at, leavesNoAssignee: false } as const

const told = (kind: Told['notice']['kind'], about: Partial<Told> = {}): Told => ({
	notice: { kind },
	request: null,
	change: null,
	schedule: null,
	changedBy: null,
	...about,
})
const ofRequest = { isUrgent: false, href: '/requests?request=12' }
const name = 'Request 12, Assign Mika Sorrel to Prime Services'

describe('the sentence of a notice', () => {
	it.each<[Told['notice']['kind'], Partial<Told>, string]>([
		['filed', { request }, `${name}, waits for an officer.`],
		['second_approval', { request }, `${name}, waits for a second approval.`],
		['commented', { request }, `${name}, has a new comment.`],
		['decided', { request: { ...request, state: 'applied' } }, `${name}: applied.`],
		['decided', { request: { ...request, state: 'rejected' } }, `${name}: rejected.`],
		['failed', { request: { ...request, state: 'applied' } }, `${name}: applied.`],
		['overdue', { request: { ...request, state: 'applied' } }, `${name}, was due 30 Nov 2026, 18:00 UTC.`],
	])('%s names the request and how it stands', (kind, about, text) => {
		expect(describeNotice(told(kind, about))).toEqual({ ...ofRequest, text })
	})

	it('says the way of a request in its own words', () => {
		const text = (kind: 'unassign' | 'set_end') =>
			describeNotice(told('filed', { request: { ...request, kind } })).text
		expect(text('unassign')).toContain('Unassign Mika Sorrel from Prime Services')
		expect(text('set_end')).toContain('Set an end for Mika Sorrel in Prime Services')
	})

	it.each<[Told['notice']['kind'], Partial<Told>, string]>([
		['overdue', { request }, `${name}, is overdue: it was due 30 Nov 2026, 18:00 UTC.`],
		[
			'failed',
			{ request: { ...request, state: 'failed' }, change },
			`${name}: the pod refused it. It can be approved again.`,
		],
		[
			'failed',
			{ request: { ...request, state: 'failed' }, change: { ...change, state: 'not_sent' } },
			`${name}: nothing was sent. It can be approved again.`,
		],
	])('%s is urgent while it is so', (kind, about, text) => {
		expect(describeNotice(told(kind, about))).toEqual({ ...ofRequest, text, isUrgent: true })
	})

	it('tells of an end, and that the group is left alone by it', () => {
		const href = '/requests?tab=ending'
		const text = 'The assignment of Mika Sorrel to Prime Services ends 30 Nov 2026, 18:00 UTC.'
		expect(describeNotice(told('ending_soon', { schedule }))).toEqual({ text, isUrgent: false, href })
		expect(
			describeNotice(told('ending_soon', { schedule: { ...schedule, leavesNoAssignee: true } })),
		).toEqual({ text: `${text} The group is left without an assignee.`, isUrgent: true, href })
		const over = { ...schedule, state: 'ended', leavesNoAssignee: true } as const
		expect(describeNotice(told('ending_soon', { schedule: over })).text).toBe(
			'The assignment of Mika Sorrel to Prime Services has ended, as of 30 Nov 2026, 18:00 UTC. The group is left without an assignee.',
		)
	})

	it('tells of an end that did not come in time, as it stands now', () => {
		const about = (state: 'set' | 'stopped' | 'ended') =>
			describeNotice(told('expiry_failed', { schedule: { ...schedule, state } }))
		expect(about('set')).toEqual({
			text: 'The assignment of Mika Sorrel to Prime Services was to end 30 Nov 2026, 18:00 UTC, and the pod has not confirmed it yet.',
			isUrgent: true,
			href: '/requests?tab=ending',
		})
		expect(about('stopped')).toMatchObject({ isUrgent: true, text: expect.stringContaining('officer') })
		expect(about('ended')).toMatchObject({ isUrgent: false, text: expect.stringContaining('ended late') })
	})

	it('names who broke the glass, urgent until it is signed off', () => {
		const about = { change, changedBy: 'Noor Haddad' }
		expect(describeNotice(told('break_glass', about))).toEqual({
			text: 'Noor Haddad broke the glass, assigning Mika Sorrel to Prime Services without another officer.',
			isUrgent: true,
			href: '/requests?tab=review',
		})
		const reviewed = { ...about, change: { ...change, reviewedAt: at } }
		expect(describeNotice(told('break_glass', reviewed)).isUrgent).toBe(false)
	})

	it('names identifiers where names were erased, and says something whatever is gone', () => {
		const erased = { ...request, groupName: null, userName: null }
		expect(describeNotice(told('filed', { request: erased })).text).toContain('Assign 42 to g-1')
		for (const kind of notificationKindValues) {
			expect(describeNotice(told(kind)).text).toMatch(/^[A-Z].*\.$/)
		}
	})
})
