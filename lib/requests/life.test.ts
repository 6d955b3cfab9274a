import { asc, eq, inArray, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { resolveChange } from '#lib/changes/resolve.ts'
import { startWorld } from '#lib/changes/testing/world.ts'
import { entries } from '#lib/db/record-schema.ts'
import { approvals } from '#lib/db/request-schema.ts'
import { changes } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { readPair } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { approveRequest } from './approve.ts'
import { claimRequest } from './claim.ts'
import { commentRequest } from './comment.ts'
import { editRequest } from './edit.ts'
import { fileRequest } from './file.ts'
import { rejectRequest } from './reject.ts'
import { releaseRequest } from './release.ts'
import { type RequestState, requestStates } from './schemas.ts'
import { findRequest, type RequestRow } from './store.ts'
import { approvalFor, requestFor } from './testing/forms.ts'
import { type RequestMove, requestStatesBefore } from './transitions.ts'
import { withdrawRequest } from './withdraw.ts'

/** The life of a request is its table, whoever does what in which order and whatever the pod does. */

const world = await startWorld({ approvals: 'two', groups: 1000 })
const people = {
	asker: await world.person('support'),
	stranger: await world.person('support'),
	auditor: await world.person('auditor'),
	one: await world.person('officer'),
	other: await world.person('officer'),
	administrator: await world.person('administrator'),
}
type Who = keyof typeof people

/** All that can be done to a request, as it was read. */
const verbs = {
	approve: async (actor, row) =>
		approveRequest(actor, await approvalFor(actor, row, { shownState: 'not_assigned' })),
	reject: (actor, { id, version }) =>
		rejectRequest(actor, { requestId: id, version, note: 'No need of it.' }),
	withdraw: (actor, { id }) => withdrawRequest(actor, { requestId: id }),
	claim: (actor, { id }) => claimRequest(actor, { requestId: id, takeOver: false }),
	takeOver: (actor, { id }) => claimRequest(actor, { requestId: id, takeOver: true }),
	release: (actor, { id }) => releaseRequest(actor, { requestId: id }),
	comment: (actor, { id }) =>
		commentRequest(actor, { requestId: id, commentId: crypto.randomUUID(), text: 'A word.' }),
	edit: (actor, { id, version }) =>
		editRequest(actor, {
			requestId: id,
			version,
			endsAt: null,
			ticket: '',
			reason: `Said ${crypto.randomUUID()}`,
		}),
} satisfies Record<string, (actor: Actor, row: RequestRow) => Promise<unknown>>
type Verb = keyof typeof verbs

/** What the pod does to a change, or to every reading. */
const faults = {
	none: null,
	refused: {
		method: 'PUT',
		path: '/assignments/',
		fault: { kind: 'status', status: 403, body: { code: 403, message: 'No' } },
	},
	lost: { method: 'PUT', path: '/assignments/', fault: { kind: 'cut-before' } },
	done: { method: 'PUT', path: '/assignments/', fault: { kind: 'cut-after' } },
	away: { method: 'GET', path: '/', times: 'always', fault: { kind: 'empty', status: 503 } },
} as const
type Fault = keyof typeof faults

interface Move {
	by: Who
	verb: Verb
	fault: Fault
}

/** Moves that begin at the same moment; `settle`: the outcome of what was sent is looked for afterwards. */
interface Step {
	moves: Move[]
	settle: boolean
}

const anyMove: fc.Arbitrary<Move> = fc.record({
	by: fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom<Who>('one', 'other', 'administrator') },
		{ weight: 1, arbitrary: fc.constantFrom<Who>('asker', 'stranger', 'auditor') },
	),
	verb: fc.oneof(
		{ weight: 2, arbitrary: fc.constant<Verb>('approve') },
		{ weight: 1, arbitrary: fc.constantFrom(...(Object.keys(verbs) as Verb[])) },
	),
	fault: fc.constantFrom(...(Object.keys(faults) as Fault[])),
})
const anyStep: fc.Arbitrary<Step> = fc.record({
	moves: fc.array(anyMove, { minLength: 1, maxLength: 2 }),
	settle: fc.boolean(),
})

async function take(requestId: number, { moves, settle }: Step): Promise<void> {
	const before = await findRequest(requestId)
	if (!before) throw new Error('the request is gone')
	for (const { fault } of moves) if (faults[fault]) await world.breakPod(faults[fault])
	const outcomes = await Promise.allSettled(moves.map(({ by, verb }) => verbs[verb](people[by], before)))
	const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
	for (const error of refused) if (!(error instanceof AppError)) throw error
	if (refused.length === moves.length) expect(await findRequest(requestId)).toEqual(before)
	await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
	if (settle) await settleWhatWasSent(requestId)
}

/** Reads the outcome back as if the settle time had passed. */
async function settleWhatWasSent(requestId: number): Promise<void> {
	const { changeId } = (await findRequest(requestId)) ?? {}
	if (!changeId) return
	await resolveChange(changeId)
	await world.database.ownerDb
		.update(changes)
		.set({ firstOldReadAt: sql`${changes.firstOldReadAt} - interval '1 hour'` })
		.where(eq(changes.id, changeId))
	await resolveChange(changeId)
}

const moveOf = (action: string): RequestMove | null => {
	if (action === 'request.approved') return 'approve'
	if (action === 'request.rejected') return 'reject'
	if (action === 'request.withdrawn') return 'withdraw'
	return action.startsWith('change.') ? 'settle' : null
}

/** The states that the record tells of, each reached from the one before by a move of the table. */
async function expectPathOfTable(requestId: number): Promise<RequestState[]> {
	const told = await world.database.db
		.select({ action: entries.action, state: entries.requestState })
		.from(entries)
		.where(eq(entries.requestId, requestId))
		.orderBy(asc(entries.seq))
	const path = told.flatMap(({ action, state }) => (state ? [{ action, state }] : []))
	expect(path[0]).toEqual({ action: 'request.filed', state: 'open' })
	for (const [at, { action, state }] of path.slice(1).entries()) {
		const move = moveOf(action)
		expect(move && requestStatesBefore(move, state)).toContain(path[at]?.state)
	}
	expect((await findRequest(requestId))?.state).toBe(path.at(-1)?.state)
	return path.map(({ state }) => state)
}

/** What was applied was approved by two who decide, and the pod shows it; what was not, it does not. */
async function expectAsConfirmed(requestId: number): Promise<void> {
	const row = await findRequest(requestId)
	if (!row || row.state === 'sending') return
	const pair = await readPair(getPod(), row.groupId, row.userId)
	expect(pair.state).toBe(row.state === 'applied' ? 'assigned' : 'not_assigned')
	if (row.state !== 'applied') return
	const deciders = [people.one.id, people.other.id, people.administrator.id]
	const given = world.database.db.select().from(approvals).where(inArray(approvals.approverId, deciders))
	expect((await given).filter((approval) => approval.requestId === requestId).length).toBeGreaterThanOrEqual(
		2,
	)
}

const reached = new Set<RequestState>()

async function live(steps: Step[]): Promise<void> {
	const { id } = await fileRequest(people.asker, requestFor(await world.pair()))
	for (const step of steps) await take(id, step)
	for (const state of await expectPathOfTable(id)) reached.add(state)
	await expectAsConfirmed(id)
}

const move = (by: Who, verb: Verb, fault: Fault = 'none', settle = true): Step => ({
	moves: [{ by, verb, fault }],
	settle,
})
const first = move('one', 'approve')

it('no sequence of verbs, roles and faults leaves the table, and the record tells each state', async () => {
	const known: Step[][] = [
		[first, move('other', 'approve'), move('asker', 'withdraw')],
		[first, move('other', 'approve', 'refused'), move('administrator', 'approve')],
		[first, move('other', 'approve', 'lost'), move('one', 'approve'), move('other', 'reject')],
		[first, move('other', 'approve', 'done', false), move('one', 'reject')],
		[first, move('asker', 'withdraw'), move('other', 'approve')],
		[move('asker', 'edit'), move('one', 'claim'), move('other', 'takeOver'), move('other', 'reject')],
	]
	await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 8 }), live), {
		numRuns: 40,
		examples: known.map((steps): [Step[]] => [steps]),
	})
	expect([...reached].sort()).toEqual([...requestStates].sort())
}, 120_000)
