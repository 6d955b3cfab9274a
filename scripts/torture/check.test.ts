import { expect, test } from 'vitest'
import type { ChangeState } from '#lib/changes/schemas.ts'
import { appendLeaf, leafHash, rootOf, type TreeEdge } from '#lib/ledger/tree.ts'
import { check } from './check.ts'
import type { Evidence, PutCall, RecordedEntry } from './evidence.ts'

const pair = { groupId: 'group', userId: '7' }
const traceIds: string[] = []

/** An entry by which change `changeId` comes to a state, a second after the one before. */
function entry(seq: number, changeId: string, state: ChangeState, active: boolean): RecordedEntry {
	const action = state === 'pending' ? 'change.intended' : `change.${state}`
	const stateBefore = state === 'pending' ? ('not_assigned' as const) : null
	const committedAtMs = seq * 1000
	return {
		seq,
		text: `entry ${seq}`,
		committedAtMs,
		action,
		changeId,
		...pair,
		active,
		state,
		stateBefore,
		traceIds,
	}
}

const put = (changes: Partial<PutCall>): PutCall => ({
	...pair,
	active: true,
	arrivedAtMs: 1500,
	status: 200,
	traceId: null,
	effect: { number: 1, atMs: 1500 },
	...changes,
})

const row = (id: string, active: boolean, state: ChangeState) => ({
	id,
	operationId: `operation of ${id}`,
	...pair,
	active,
	state,
})

/** Tree and checkpoint as they have to be for the entries. */
function withTree(evidence: Omit<Evidence, 'nodes' | 'checkpoints'>): Evidence {
	const edge: TreeEdge = { size: 0, lefts: [] }
	const leaves = evidence.entries.map(({ text }) => leafHash(text))
	const nodes = leaves.flatMap((leaf) => appendLeaf(edge, leaf))
	return { ...evidence, nodes, checkpoints: [{ size: 3, root: rootOf(leaves.slice(0, 3)).toString('hex') }] }
}

/** Three changes of one pair: assigned, refused to be unassigned, unassigned. */
const sound = withTree({
	entries: [
		entry(1, 'one', 'pending', true),
		entry(2, 'one', 'applied', true),
		entry(3, 'two', 'pending', false),
		entry(4, 'two', 'refused', false),
		entry(5, 'three', 'pending', false),
		entry(6, 'three', 'unknown', false),
		entry(7, 'three', 'applied', false),
	],
	changes: [row('one', true, 'applied'), row('two', false, 'refused'), row('three', false, 'applied')],
	puts: [
		put({}),
		put({ active: false, arrivedAtMs: 3500, status: 403, effect: null }),
		put({ active: false, arrivedAtMs: 5500, status: null, effect: { number: 2, atMs: 6500 } }),
	],
	pairs: [{ ...pair, before: false, after: false }],
	told: [
		{ operationId: 'operation of one', changeId: 'one', state: 'applied' },
		{ operationId: 'operation of three', changeId: 'three', state: 'unknown' },
		{ operationId: null, changeId: 'three', state: 'applied' },
	],
	crowded: [],
})

function violationsOf(evidence: Evidence): string[] {
	const verdicts = check(evidence)
	return verdicts.flatMap(({ violations }) => violations.map(({ what }) => what))
}

/** The same with the items at `index` replaced; `null` takes it away. */
function withItem<Name extends 'entries' | 'changes' | 'puts' | 'told' | 'pairs' | 'nodes'>(
	name: Name,
	index: number,
	changes: Partial<Evidence[Name][number]> | null,
): Evidence {
	const items: Evidence[Name][number][] = [...sound[name]]
	const item = items[index]
	if (!item) throw new RangeError(`there is no ${name} ${index}`)
	items.splice(index, 1, ...(changes === null ? [] : [{ ...item, ...changes }]))
	return { ...sound, [name]: items }
}

const plus = (
	name: 'puts' | 'told' | 'crowded' | 'entries',
	item: Evidence[typeof name][number],
): Evidence => ({
	...sound,
	[name]: [...sound[name], item],
})

test('a sound run breaks no rule', () => {
	expect(violationsOf(sound)).toEqual([])
})

test('entries that are not about a change are nobody’s case', () => {
	const other = { ...entry(8, '', 'pending', true), action: 'record.exported', changeId: null, state: null }
	const attempt = { ...entry(9, 'one', 'pending', true), action: 'attempt.refused', state: null }
	expect(violationsOf(withTree({ ...sound, entries: [...sound.entries, other, attempt] }))).toEqual([])
})

test('what was so already counts as applied only where nobody could read it before', () => {
	const never = withItem('puts', 2, { effect: null })
	const { entries, changes, puts } = never
	const asking = (stateBefore: 'unreadable' | 'assigned') => ({
		...never,
		entries: entries.map((one) => ({
			...one,
			active: one.changeId === 'three' ? true : one.active,
			...(one.seq === 5 ? { stateBefore } : {}),
		})),
		changes: changes.map((one) => (one.id === 'three' ? { ...one, active: true } : one)),
		puts: puts.map((one) => (one.arrivedAtMs === 5500 ? { ...one, active: true } : one)),
		pairs: [{ ...pair, before: false, after: true }],
	})
	expect(violationsOf(asking('unreadable'))).toEqual([])
	expect(violationsOf(asking('assigned'))).toEqual(['applied: the pod never took it'])
})

test('a PUT may be replayed after a 401 and a 429, and sent again when somebody asked', () => {
	const first = put({ active: false, arrivedAtMs: 5100, status: 401, effect: null })
	const second = put({ active: false, arrivedAtMs: 5200, status: 429, effect: null })
	const [one, two, three] = sound.puts
	if (!one || !two || !three) throw new RangeError('there are three PUTs')
	expect(violationsOf({ ...sound, puts: [one, two, first, second, three] })).toEqual([])
	const tried = { ...first, status: 503 }
	expect(violationsOf({ ...sound, puts: [one, two, tried, three] })).toEqual([
		'it was sent 2 times, and 1 were asked for',
	])
	const again = { ...entry(7, 'three', 'pending', false), action: 'change.sent_again' }
	const entries = [...sound.entries.slice(0, 6), again, entry(8, 'three', 'applied', false)]
	expect(violationsOf(withTree({ ...sound, entries, puts: [one, two, tried, three] }))).toEqual([])
})

test.for<[string, Evidence, RegExp]>([
	['a run of which nobody was told anything', { ...sound, told: [] }, /no action answered/],
	['a run of which nothing arrived', { ...sound, puts: [] }, /no PUT arrived/],
	['a PUT that nobody intended', withItem('puts', 0, { arrivedAtMs: 500 }), /nobody had intended it/],
	['a PUT for another pair', withItem('puts', 0, { userId: '8' }), /nobody had intended it/],
	['a PUT of the other state', withItem('puts', 1, { active: true }), /a PUT asked for active true/],
	[
		'a PUT after its change was settled',
		plus('puts', put({ active: false, arrivedAtMs: 7500, status: 500, effect: null })),
		/after it was settled/,
	],
	[
		'a PUT that another change names',
		{
			...sound,
			...withItem('entries', 1, { traceIds: ['late'] }),
			puts: [...sound.puts, put({ arrivedAtMs: 5600, traceId: 'late' })],
		},
		/after it was settled/,
	],
	['a change left open', withItem('changes', 2, { state: 'unknown' }), /is still unknown/],
	[
		'a row that says otherwise',
		withItem('changes', 1, { state: 'closed' }),
		/closed, and refused in the record/,
	],
	['a change without a row', withItem('changes', 1, null), /in the record alone/],
	[
		'a change without entries',
		{ ...sound, changes: [...sound.changes, row('four', true, 'applied')] },
		/not in the record/,
	],
	[
		'a step that no change may take',
		withItem('entries', 3, { state: 'not_applied', action: 'change.not_applied' }),
		/went from pending to not_applied/,
	],
	['a reopening that is none', withItem('entries', 5, { state: 'pending' }), /went from pending to pending/],
	[
		'an action of another state',
		withItem('entries', 1, { action: 'change.refused' }),
		/came to applied by change\.refused/,
	],
	[
		'an intent for something else',
		withItem('entries', 0, { active: false }),
		/something else than its intent/,
	],
	['applied, and not taken', withItem('puts', 2, { effect: null }), /the pod never took it/],
	['applied too soon', withItem('puts', 2, { effect: { number: 2, atMs: 7500 } }), /before it was/],
	[
		'refused, and taken',
		withItem('puts', 1, { effect: { number: 3, atMs: 3500 } }),
		/refused: the pod took it/,
	],
	['not sent, and arrived', withItem('changes', 1, { state: 'not_sent' }), /not sent, and 1 PUTs arrived/],
	['a pod that ends otherwise', withItem('pairs', 0, { after: true }), /shows active true, the record false/],
	[
		'a pod moved by a refused change',
		withItem('puts', 1, { effect: { number: 3, atMs: 3500 } }),
		/is refused in the record/,
	],
	[
		'two open changes in the record',
		withItem('entries', 1, { changeId: null, state: null, action: 'record.exported' }),
		/entry 3 opened it while one was open/,
	],
	['two open changes in a sample', plus('crowded', { ...pair, open: 2, atMs: 0 }), /2 changes were open/],
	['a gap', withItem('entries', 3, null), /entry 4 is missing/],
	['an entry rewritten', withItem('entries', 3, { text: 'other' }), /another root than the entries/],
	['a node rewritten', withItem('nodes', 6, { hash: Buffer.alloc(32) }), /another root than the entries/],
	[
		'a node inside the tree rewritten',
		withItem('nodes', 0, { hash: Buffer.alloc(32) }),
		/1 stored nodes are not/,
	],
	['a node lost', withItem('nodes', 0, null), /nodes are stored/],
	[
		'a checkpoint of another record',
		{ ...sound, checkpoints: [{ size: 2, root: '00' }] },
		/does not continue/,
	],
	[
		'a checkpoint of more than there is',
		{ ...sound, checkpoints: [{ size: 9, root: '00' }] },
		/does not continue/,
	],
	[
		'a change lost',
		plus('told', { operationId: null, changeId: 'gone', state: 'pending' }),
		/there is no such change/,
	],
	[
		'a state lost',
		plus('told', { operationId: null, changeId: 'two', state: 'applied' }),
		/which it never came to/,
	],
	[
		'an answer to another operation',
		plus('told', { operationId: 'other', changeId: 'two', state: 'refused' }),
		/another operation/,
	],
])('%s is found', ([, evidence, expected]) => {
	expect(violationsOf(evidence).join('\n')).toMatch(expected)
})
