import { eq } from 'drizzle-orm'
import { afterAll, expect, it, vi } from 'vitest'
import { recoverAbandonedChanges } from '#lib/changes/resolve.ts'
import { switchDatabases } from '#lib/changes/testing/switch-database.ts'
import {
	changeOfForm,
	expectSoundTree,
	expectTruth,
	letLeaseEnd,
	untilOutcome,
} from '#lib/changes/testing/truth.ts'
import { formFor, startWorld } from '#lib/changes/testing/world.ts'
import { createDatabase } from '#lib/db/client.ts'
import { approvals } from '#lib/db/request-schema.ts'
import { requests, schedules } from '#lib/db/schema.ts'
import { type Fault, startFaultyConnection } from '#lib/db/testing/faulty-connection.ts'
import { AppError } from '#lib/errors.ts'
import { approveRequest } from './approve.ts'
import { fileRequest } from './file.ts'
import { readRequest } from './read.ts'
import { approvalFor, daysAhead, requestFor } from './testing/forms.ts'

/** Every statement of an approval × the ways of losing the database, or the process, there. */

vi.setConfig({ maxConcurrency: 12 })

const world = await startWorld({ groups: 320 })
const withDatabase = switchDatabases(world.database.appUrl)
const [asker, officer] = await Promise.all([world.person('support'), world.person('officer')])

const faults: [string, Fault][] = [
	['is cut before it reaches the server', { reachesServer: false, ends: 'cut' }],
	['is cut before its answer comes', { reachesServer: true, ends: 'cut' }],
	// As where the process is killed: nothing of it is heard again.
	['is the last that is not done', { reachesServer: false, ends: 'cut', awayAfterwards: true }],
	['is the last that is done', { reachesServer: true, ends: 'cut', awayAfterwards: true }],
]

/** Approves one request over a connection of its own. */
async function approveOver(strike?: { number: number; fault: Fault }) {
	const pair = await world.pair()
	const request = await fileRequest(asker, requestFor(pair, { endsAt: daysAhead(3) }))
	const approval = await approvalFor(officer, request, { shownState: 'not_assigned' })
	const way = await startFaultyConnection(world.database.appUrl)
	const database = createDatabase(way.url, { maxConnections: 3 })
	if (strike) way.failAt(strike.number, strike.fault)
	const failure: unknown = await withDatabase(database, () => approveRequest(officer, approval)).then(
		() => null,
		(error: unknown) => error,
	)
	const end = async () => {
		await database.$client.end()
		await way.close()
	}
	return { pair, request, approval, failure, way, end }
}

const whole = await approveOver()
await whole.end()
const cases = whole.way.statements.flatMap((_text, index) =>
	faults.map(([what, fault]) => ({ number: index + 1, what, fault })),
)

afterAll(() => expectSoundTree(world))

it.concurrent.for(cases)(
	'an approval, when its statement $number $what, is wholly there or not at all, and is one PUT in the end',
	async ({ number, fault }) => {
		const { pair, request, approval, failure, way, end } = await approveOver({ number, fault })
		expect(way.hasStruck(), String(failure)).toBe(true)
		if (failure) expect(failure).toBeInstanceOf(AppError)
		way.heal()
		await end()
		const form = formFor(pair.groupId, pair.userId, { operationId: approval.operationId })
		const begun = await changeOfForm(world, form)
		if (begun?.state === 'pending') await letLeaseEnd(world, begun.id)
		await recoverAbandonedChanges()
		const change = await untilOutcome(world, form)
		await expectTruth(world, form, change)

		const { ownerDb } = world.database
		const [row] = await ownerDb.select().from(requests).where(eq(requests.id, request.id))
		const given = await ownerDb.select().from(approvals).where(eq(approvals.requestId, request.id))
		expect({ state: row?.state, changeId: row?.changeId, approvals: given.length }).toEqual(
			change
				? { state: change.state === 'applied' ? 'applied' : 'failed', changeId: change.id, approvals: 1 }
				: { state: 'open', changeId: null, approvals: 0 },
		)

		if (row?.state !== 'applied') {
			const again = await approvalFor(officer, request, { shownState: 'not_assigned' })
			await approveRequest(officer, again)
		}
		const after = await readRequest(officer, { requestId: request.id })
		expect(after.state).toBe('applied')
		const ends = await ownerDb.select().from(schedules).where(eq(schedules.requestId, request.id))
		expect(ends.map(({ state, endsAt }) => ({ state, endsAt: endsAt.toISOString() }))).toEqual([
			{ state: 'set', endsAt: request.endsAt },
		])
		expect(await world.puts(pair.groupId, pair.userId)).toHaveLength(1)
	},
)
