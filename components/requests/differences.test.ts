import { expect, test } from 'vitest'
import type { RequestView } from '#lib/requests/schemas.ts'
import { differences } from './differences.ts'

const jo = { id: 'jo', name: 'Jo Fenwick' }
const sam = { id: 'sam', name: 'Sam Okafor' }
const request: RequestView = {
	id: 12,
	kind: 'assign',
	groupId: 'g-1',
	groupName: 'Equities London',
	userId: '42',
	userName: 'Avery Quill',
	endsAt: null,
	reason: 'Covers the desk.',
	ticket: null,
	asker: { id: 'priya', name: 'Priya Nair', role: 'support' },
	state: 'open',
	claimedBy: null,
	createdAt: '2026-11-25T12:00:00.000Z',
	dueAt: '2026-11-25T20:00:00.000Z',
	closedAt: null,
	approvals: 0,
	version: 1,
	stateBefore: 'not_assigned',
	warnings: [],
	claimedAt: null,
	editedAt: null,
	closedBy: null,
	note: null,
	approvedBy: [],
	approvalsNeeded: 2,
	comments: [],
	history: [],
	change: null,
	schedule: null,
	standingEnd: null,
	pairChanges: [],
	requestsBefore: 0,
	offers: [],
	notDecidable: null,
	isErased: false,
}
const since = (change: Partial<RequestView>, before: Partial<RequestView> = {}) =>
	differences({ ...request, ...before }, { ...request, ...change }, jo.id)

test('nothing is told of a request that is as it was', () => {
	expect(since({ history: [], offers: ['claim'], version: 2 })).toEqual([])
})

test('every word that the asker changed is told, with what it was', () => {
	expect(since({ endsAt: '2026-11-30T18:00:00.000Z', ticket: 'INC-1', reason: 'Leads the desk.' })).toEqual([
		'Priya Nair changed the end from no end to 30 Nov 2026, 18:00 UTC.',
		'Priya Nair changed the reason.',
		'Priya Nair changed the ticket from none to INC-1.',
	])
})

test('words that are gone because their retention ended are not the asker’s doing', () => {
	expect(since({ isErased: true, reason: '' })).toEqual([])
})

test('it is told who has claimed it, taken it over or given it back', () => {
	expect(since({ claimedBy: sam })).toEqual(['Sam Okafor has claimed it.'])
	expect(since({ claimedBy: sam }, { claimedBy: jo })).toEqual([
		'Sam Okafor has claimed it, as Jo Fenwick had before.',
	])
	expect(since({}, { claimedBy: sam })).toEqual(['Sam Okafor has given it back.'])
})

test('it is told who decided it, once', () => {
	const approval = { ...sam, at: '2026-11-25T13:00:00.000Z', note: null }
	expect(since({ state: 'rejected', closedBy: sam })).toEqual(['Sam Okafor rejected it.'])
	expect(since({ state: 'half_approved', approvedBy: [approval] })).toEqual(['Sam Okafor approved it.'])
	expect(since({ state: 'applied', closedBy: sam, approvedBy: [approval] })).toEqual([
		'Sam Okafor approved it.',
	])
})

test('a comment of another person is told', () => {
	const comment = { id: 'c-1', by: sam, at: '2026-11-25T13:00:00.000Z', text: 'Wait.' }
	expect(since({ comments: [comment] })).toEqual(['Sam Okafor wrote a comment.'])
})

test('nothing is told of what the viewer did', () => {
	const at = '2026-11-25T13:00:00.000Z'
	expect(since({ claimedBy: jo })).toEqual([])
	expect(since({}, { claimedBy: jo })).toEqual([])
	expect(since({ comments: [{ id: 'c-1', by: jo, at, text: 'Mine.' }] })).toEqual([])
	expect(since({ state: 'rejected', closedBy: jo })).toEqual([])
	expect(since({ state: 'applied', closedBy: jo, approvedBy: [{ ...jo, at, note: null }] })).toEqual([])
})
