import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase } from '#lib/db/client.ts'
import { readCommandLine, wholeNumber } from '../command-line.ts'
import { killChildren, stopChildren } from '../launch/child.ts'
import { step } from '../progress.mjs'
import { check } from './check.ts'
import { isAssigned, readDatabase } from './collect.ts'
import type { PairStates } from './evidence.ts'
import { officers } from './officers.ts'
import { makePlan, type Plan } from './plan.ts'
import { printFigures, printVerdict } from './report.ts'
import { runPlan } from './run.ts'
import { clearFaults, listPuts } from './sandbox-controls.ts'
import { Watcher } from './watcher.ts'
import { startWorld, type World } from './world.ts'

/**
 * Changes assignments through real servers while the pod fails and processes die, then holds the rules of `check.ts`
 * against the record and what the pod saw. Exit code 1 where one is broken.
 */

const serverCount = 3
/** A lease, the longest wait between read-backs and what a process that died in one leaves, with room to spare. */
const settlingPatienceMs = 180_000

const usage = `Kills servers in the middle of changes, and looks at what is left.

  npm run torture -- --operations 500 --kills 20 --seed 1

  --operations N   changes that are asked for
  --kills N        servers that are killed meanwhile
  --seed N         which plan; the same one gives the same plan`

function readSize() {
	const values = readCommandLine(usage, {
		operations: { type: 'string', default: '500' },
		kills: { type: 'string', default: '20' },
		seed: { type: 'string', default: '1' },
	})
	return {
		operations: wholeNumber('operations', values.operations),
		kills: wholeNumber('kills', values.kills),
		seed: wholeNumber('seed', values.seed),
		officers: officers.length,
		servers: serverCount,
	}
}

const statesOf = ({ pairs }: Plan) => Promise.all(pairs.map(isAssigned))

/** With the pod in order and every server running, nothing may stay open. */
async function untilSettled(world: World, watcher: Watcher): Promise<void> {
	await clearFaults(world.sandboxUrl)
	const deadline = Date.now() + settlingPatienceMs
	while (Date.now() < deadline && (await watcher.countOpen()) > 0) await pause(200)
}

async function torture(world: World, plan: Plan, seed: number): Promise<boolean> {
	const db = createDatabase(world.database.ownerUrl, { maxConnections: 4 })
	const watcher = new Watcher(db)
	const before = await statesOf(plan)
	const watching = watcher.watch()
	const begunAt = performance.now()
	const course = await step('Torturing', () => runPlan(world, plan, watcher))
	await step('Waiting until nothing is open', () => untilSettled(world, watcher))
	const seconds = Math.round((performance.now() - begunAt) / 1000)
	watcher.stop()
	await watching
	const after = await statesOf(plan)
	const pairs = plan.pairs.map(
		(pair, index): PairStates => ({ ...pair, before: before[index] ?? false, after: after[index] ?? false }),
	)
	const puts = await listPuts(world.sandboxUrl)
	const evidence = { ...(await readDatabase(db)), ...watcher.seen, puts, pairs, told: course.told }
	await db.$client.end()

	const verdicts = check(evidence)
	const restarts = world.servers.reduce((sum, server) => sum + server.restarts, 0)
	printFigures(evidence, course, {
		Servers: `${serverCount}, started again ${restarts} times`,
		'Samples of the table': String(watcher.seen.samples),
		'Seed, duration': `${seed}, ${seconds} s`,
	})
	printVerdict(verdicts, evidence, seed)
	return verdicts.every(({ violations }) => violations.length === 0)
}

let ending: Promise<never> | null = null

/** Stops all that was started, and ends this process; the first to ask says how. */
function end(exitCode: number): Promise<never> {
	ending ??= stopChildren().then(() => process.exit(exitCode))
	return ending
}

process.on('exit', killChildren)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(1))

const size = readSize()
try {
	const world = await step('Starting servers, database and pod', () =>
		startWorld(serverCount, () => ending !== null),
	)
	const held = await torture(world, makePlan(size), size.seed)
	await world.stop({ keepsData: !held })
	if (!held) console.log(`  What the servers wrote is in ${world.dataDir}`)
	process.exit(held ? 0 : 1)
} catch (error) {
	if (!ending) console.error(error)
	await end(1)
}
