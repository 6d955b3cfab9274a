import { afterAll, expect, it, vi } from 'vitest'
import { createDatabase } from '#lib/db/client.ts'
import { type Fault, startFaultyConnection } from '#lib/db/testing/faulty-connection.ts'
import { AppError } from '#lib/errors.ts'
import { applyChange } from './apply.ts'
import { switchDatabases } from './testing/switch-database.ts'
import { expectSoundTree, expectTruth, expectUnlocked, untilOutcome } from './testing/truth.ts'
import { formFor, startWorld } from './testing/world.ts'

/** Every statement of a change's life × every way of losing the database there: nothing false is ever said. */

// Most of a case is waiting.
vi.setConfig({ maxConcurrency: 24 })

const world = await startWorld({ groups: 700 })
const withDatabase = switchDatabases(world.database.appUrl)
const actor = await world.person('officer')

const faults: [string, Fault][] = [
	['is cut before it reaches the server', { reachesServer: false, ends: 'cut' }],
	['is cut before its answer comes', { reachesServer: true, ends: 'cut' }],
	['is swallowed', { reachesServer: false, ends: 'cut', silentMs: 1_000 }],
	['is done, its answer swallowed', { reachesServer: true, ends: 'cut', silentMs: 1_000 }],
	['is not done, nor anything after it', { reachesServer: false, ends: 'cut', awayAfterwards: true }],
	['is done, and nothing after it', { reachesServer: true, ends: 'cut', awayAfterwards: true }],
]

interface Life {
	title: string
	/** What becomes of the PUT. */
	put: object | null
}
const lives: Life[] = [
	{ title: 'whose pod answers', put: null },
	{ title: 'whose pod does it and does not answer', put: { kind: 'cut-after' } },
]

/** Applies one change over a connection of its own. */
async function live({ put }: Life, strike?: { number: number; fault: Fault }) {
	const { groupId, userId } = await world.pair()
	if (put) await world.breakPut(groupId, userId, put)
	const way = await startFaultyConnection(world.database.appUrl)
	const database = createDatabase(way.url, { maxConnections: 3 })
	if (strike) way.failAt(strike.number, strike.fault)
	const form = formFor(groupId, userId)
	const failure: unknown = await withDatabase(database, () => applyChange(actor, form)).then(
		() => null,
		(error: unknown) => error,
	)
	const end = async () => {
		await database.$client.end()
		await way.close()
	}
	return { form, failure, way, pool: database.$client, end }
}

/**
 * Lives until the fault strikes. A life that takes longer than its answer waits goes by other statements than the one
 * that was counted: it is lived again.
 */
async function liveStruck(life: Life, strike: { number: number; fault: Fault }) {
	for (let left = 2; left > 0; left -= 1) {
		const lived = await live(life, strike)
		if (lived.way.hasStruck()) return lived
		await lived.end()
	}
	return live(life, strike)
}

/** The statements of a life without a fault, with their place in it (from 1). */
async function statementsOf(life: Life) {
	const { way, end } = await live(life)
	await end()
	return way.statements.map((text, index) => ({ number: index + 1, text }))
}

const cases = (
	await Promise.all(
		lives.map(async (life) => {
			const statements = await statementsOf(life)
			const committed = statements.findIndex(({ text }) => text === 'commit') + 1
			// What comes before the PUT is the same in both lives.
			const own = life.put ? statements.slice(committed + 1) : statements
			return own.flatMap(({ number, text }) =>
				faults.map(([what, fault]) => ({
					title: life.title,
					statement: `${number}, ${text.trim().replaceAll(/\s+/g, ' ').slice(0, 40)},`,
					what,
					strike: { number, fault },
					life,
					isIntended: number > committed,
					// Between an append and its commit every other append waits.
					holdsUpOthers:
						fault.silentMs !== undefined &&
						(fault.reachesServer ? number === committed - 1 : number === committed),
				})),
			)
		}),
	)
).flat()

const name =
	'a change $title, when statement $statement $what, ends in the truth, and nothing else is said before'

async function endsInTheTruth({ life, strike, isIntended }: (typeof cases)[number]): Promise<void> {
	const { form, failure, way, pool, end } = await liveStruck(life, strike)
	expect(way.hasStruck(), String(failure)).toBe(true)
	if (failure) {
		expect(failure).toBeInstanceOf(AppError)
		expect(String(failure)).toMatch(isIntended ? /may have been sent/ : /nothing was sent/)
	} else expect(isIntended).toBe(true)

	way.heal()
	const change = await untilOutcome(world, form)
	await expectTruth(world, form, change)
	if (!isIntended && change) expect(change.state).toBe('not_sent')
	await expectUnlocked(world, actor, form)
	await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount))
	await end()
}

afterAll(() => expectSoundTree(world))
it.concurrent.for(cases.filter(({ holdsUpOthers }) => !holdsUpOthers))(name, endsInTheTruth)
it.for(cases.filter(({ holdsUpOthers }) => holdsUpOthers))(name, endsInTheTruth)
