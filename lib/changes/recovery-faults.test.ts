import { eq, sql } from 'drizzle-orm'
import { afterAll, expect, it } from 'vitest'
import { createDatabase } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { type Fault, startFaultyConnection } from '#lib/db/testing/faulty-connection.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { recoverAbandonedChanges, resolveDueChanges } from './resolve.ts'
import { type ChangeRow, findChange, markSending } from './store.ts'
import { intendChange } from './testing/intend-change.ts'
import { switchDatabases } from './testing/switch-database.ts'
import { changeOfForm, expectSoundTree, expectTruth, letLeaseEnd, letTurnCome } from './testing/truth.ts'
import { startWorld } from './testing/world.ts'

/** Recovery and read-back, over a database that is lost at each of their statements. */

const world = await startWorld({ groups: 300 })
const withDatabase = switchDatabases(world.database.appUrl)
const actor = await world.person('officer')

const faults: [string, Fault][] = [
	['is cut before it reaches the server', { reachesServer: false, ends: 'cut' }],
	['is cut before its answer comes', { reachesServer: true, ends: 'cut' }],
	['is swallowed', { reachesServer: false, ends: 'cut', silentMs: 300 }],
	['is not done, nor anything after it', { reachesServer: false, ends: 'cut', awayAfterwards: true }],
	['is done, and nothing after it', { reachesServer: true, ends: 'cut', awayAfterwards: true }],
]

/** How far the process came that left its change behind. */
const lives = [
	{ left: 'unsent', ends: 'not_sent' },
	{ left: 'sent', ends: 'applied' },
	{ left: 'marked, though not sent', ends: 'not_applied' },
] as const
type Life = (typeof lives)[number]

async function leaveBehind({ left }: Life): Promise<ChangeRow> {
	const change = await intendChange(actor, await world.pair())
	if (left !== 'unsent') await markSending(change)
	if (left === 'sent') await putAssignment(getPod(), change)
	await letLeaseEnd(world, change.id)
	return change
}

/** As waiting for the settle time would. */
async function letSettleTimePass(changeId: string): Promise<void> {
	await world.database.ownerDb
		.update(changes)
		.set({ firstOldReadAt: sql`${changes.firstOldReadAt} - interval '2 seconds'` })
		.where(eq(changes.id, changeId))
	await letTurnCome(world, changeId)
}

/** What the background does, turn by turn, until the change has come to its end. */
async function recover(changeId: string): Promise<void> {
	await recoverAbandonedChanges().catch(() => {})
	await resolveDueChanges().catch(() => {})
	await letSettleTimePass(changeId)
	await resolveDueChanges().catch(() => {})
}

/** Recovers a change over a connection of its own. */
async function recoverOver(change: ChangeRow, strike?: { number: number; fault: Fault }) {
	const way = await startFaultyConnection(world.database.appUrl)
	const database = createDatabase(way.url, { maxConnections: 3 })
	if (strike) way.failAt(strike.number, strike.fault)
	await withDatabase(database, () => recover(change.id))
	await database.$client.end()
	await way.close()
	return way
}

const cases: { life: Life; number: number; what: string; fault: Fault; left: string }[] = []
for (const life of lives) {
	const change = await leaveBehind(life)
	const { statements } = await recoverOver(change)
	// A look for work where there is none asks nothing further.
	for (const [index] of statements.entries())
		for (const [what, fault] of faults) cases.push({ life, number: index + 1, what, fault, left: life.left })
}

afterAll(() => expectSoundTree(world))

it.for(cases)(
	'a change left $left, when statement $number of its recovery $what, ends in the truth, and nothing is sent',
	async ({ life, number, fault }) => {
		const change = await leaveBehind(life)
		const sent = await world.puts(change.groupId, change.userId)
		const way = await recoverOver(change, { number, fault })
		expect(way.hasStruck()).toBe(true)

		await Promise.all([recoverAbandonedChanges(), recoverAbandonedChanges()])
		await recover(change.id)
		await recover(change.id)
		expect((await findChange(change.id))?.state).toBe(life.ends)
		expect(await world.puts(change.groupId, change.userId)).toEqual(sent)
		await expectTruth(world, change, await changeOfForm(world, change))
		expect((await intendChange(actor, change)).state).toBe('pending')
	},
)
