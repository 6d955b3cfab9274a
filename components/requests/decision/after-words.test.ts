import { expect, test } from 'vitest'
import { describeAfter } from './after-words.ts'

const asked = {
	kind: 'unassign',
	endsAt: null,
	state: 'open',
	groupId: 'g-1',
	groupName: 'Rates New York',
	userId: '42',
	userName: 'Rowan Idle',
} as const
const endsAt = '2026-11-30T18:00:00.000Z'
const others = (count: number) => ({
	otherAssignees: Array.from({ length: count }, (_, index) => ({
		id: String(index),
		name: null,
		username: null,
	})),
})

test('who is left after an unassignment is told, and that nobody is left as a warning', () => {
	expect(describeAfter(asked, others(2))).toEqual({
		state: 'Not assigned',
		lines: [{ text: 'Rates New York keeps 2 assignees', isGrave: false }],
	})
	expect(describeAfter(asked, others(0)).lines).toEqual([
		{ text: 'Nobody is left responsible for Rates New York', isGrave: true },
	])
})

test.each(['assign', 'set_end'] as const)('who is left when an end comes is told of %s', (kind) => {
	const { state, lines } = describeAfter({ ...asked, kind, endsAt }, others(0))
	expect(state).toBe('Assigned until 30 Nov 2026, 18:00 UTC')
	expect(lines).toEqual([
		{ text: 'When it ends, nobody is left responsible for Rates New York', isGrave: true },
	])
})

test('an assignment without an end says so', () => {
	expect(describeAfter({ ...asked, kind: 'assign' }, others(1))).toEqual({
		state: 'Assigned, without an end',
		lines: [{ text: 'Rates New York then has 2 assignees', isGrave: false }],
	})
})

test('nothing is said of who is left where the pod did not show it, or the request is closed', () => {
	expect(describeAfter(asked, undefined).lines).toEqual([])
	expect(describeAfter(asked, { otherAssignees: null }).lines).toEqual([])
	expect(describeAfter({ ...asked, state: 'applied' }, others(0)).lines).toEqual([])
})
