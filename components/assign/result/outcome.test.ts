import { expect, test } from 'vitest'
import { type ChangeView, changeStates } from '#lib/changes/schemas.ts'
import { describeOutcome } from './outcome.ts'

const change: ChangeView = {
	id: '00000000-0000-4000-8000-000000000000',
	state: 'applied',
	active: true,
	groupId: 'g',
	groupName: null,
	userId: '1',
	userName: null,
	reason: 'Covers the desk.',
	ticket: null,
	by: 'Jo Fenwick',
	createdAt: '2026-11-23T18:20:11Z',
	settledAt: null,
	stateBefore: 'not_assigned',
	sent: true,
	warnings: [],
	confirmedBy: 'response',
	httpStatus: 201,
	podMs: 84.4,
	assignment: null,
	problem: null,
	nextCheckAt: null,
	sequence: null,
	offers: [],
	undoes: null,
	canUndo: false,
	requestId: null,
	isExpiry: false,
	breakGlass: null,
}

test('a confirmed assignment names its status and the time the pod took', () => {
	expect(describeOutcome(change)).toMatchObject({
		title: 'Assigned',
		line: 'Confirmed by the pod · 201 created · 84 ms',
	})
})

test('a change known from a read-back says so and claims no status', () => {
	const seen = describeOutcome({ ...change, active: false, confirmedBy: 'read_back', httpStatus: 503 })
	expect(seen.title).toBe('Unassigned')
	expect(seen.line).not.toContain('503')
})

test('a change that did not apply names the state that the pod shows', () => {
	expect(describeOutcome({ ...change, state: 'not_applied' }).line).toBe('The pod shows Not assigned.')
	expect(describeOutcome({ ...change, state: 'not_applied', active: false }).line).toBe(
		'The pod shows Assigned.',
	)
})

test('only an applied change is said to be assigned or unassigned', () => {
	const titles = changeStates
		.filter((state) => state !== 'applied')
		.map((state) => describeOutcome({ ...change, state }).title)
	for (const title of titles) expect(['Assigned', 'Unassigned']).not.toContain(title)
})
