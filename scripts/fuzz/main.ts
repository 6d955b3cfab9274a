import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningConsole, startConsole } from '../../e2e/fixtures/console.ts'
import { takeSnapshot } from '../../e2e/walk/snapshot.ts'
import { readCommandLine, wholeNumber } from '../command-line.ts'
import { step } from '../progress.mjs'
import { builtActions, builtRoutes } from '../testing/built.ts'
import type { Case } from './case.ts'
import { drawCases } from './draw-cases.ts'
import { Fuzzer } from './fuzzer.ts'

/**
 * Sends the running console what no page of it would: as nobody and as each role. Exit code 1 where an answer tells of the
 * console's insides or is an internal error, where one request holds the server up, or where anything was changed.
 */

const perTurn = 200
/** Paths that are not there, which Next answers by another way. */
const unknown = ['/nowhere', '/audit/1/x', '/api/nothing', '/api/health/x']

const usage = `Sends a console of its own what no page of it would, as nobody and as each role.

  npm run fuzz -- --cases 100000 --seed 1

  --cases N   requests
  --seed N    which ones; without it others each time, under a seed that is printed`

function readOptions() {
	const values = readCommandLine(usage, {
		cases: { type: 'string', default: '100000' },
		seed: { type: 'string', default: String(randomInt(2 ** 30)) },
	})
	return { cases: wholeNumber('cases', values.cases), seed: wholeNumber('seed', values.seed) }
}

/** Drawn in turns, so that a long run holds one turn in memory; the seed of a turn is the run's and its number. */
function* turnsOf(
	console: RunningConsole,
	{ cases, seed }: { cases: number; seed: number },
): Generator<Case[]> {
	const { pages, routes } = builtRoutes()
	const door = { url: console.url, actions: builtActions(), addresses: [...pages, ...routes, ...unknown] }
	for (let turn = 0; turn * perTurn < cases; turn++) {
		yield drawCases(door, { count: Math.min(perTurn, cases - turn * perTurn), seed: seed + turn })
	}
}

async function fuzz(console: RunningConsole, options: { cases: number; seed: number }): Promise<string[]> {
	const fuzzer = await Fuzzer.start(console, opsToken)
	// What is refused, exported or verified stands in the record, and may: the record itself is held by its own checks.
	const before = await takeSnapshot(console, ['entries', 'nodes'])
	let done = 0
	for (const turn of turnsOf(console, options)) {
		await fuzzer.run(turn)
		done += turn.length
		if (done % 10_000 === 0) process.stdout.write(`  ${done.toLocaleString('en')} cases\n`)
	}
	const after = await takeSnapshot(console, ['entries', 'nodes'])
	const changed = Object.keys(after).filter((name) => after[name] !== before[name])
	fuzzer.end()
	return [...fuzzer.findings, ...changed.map((name) => `${name} changed: ${before[name]} → ${after[name]}`)]
}

const options = readOptions()
const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-fuzz-'))
const opsToken = 'of-one-run-of-the-fuzzer'
let running: RunningConsole | null = null
process.once('exit', () => {
	running?.process.kill('SIGTERM')
	rmSync(dataDir, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))

running = await step('Starting the console', () => startConsole({ dataDir, env: { OPS_TOKEN: opsToken } }))
process.stdout.write(`Seed ${options.seed}, ${options.cases.toLocaleString('en')} cases\n`)
const findings = await fuzz(running, options)
await running.stop()
for (const finding of findings.slice(0, 50)) process.stdout.write(`✗ ${finding}\n`)
if (findings.length > 0)
	process.stdout.write(`Again: npm run fuzz -- --cases ${options.cases} --seed ${options.seed}\n`)
process.stdout.write(findings.length === 0 ? 'Nothing found\n' : `${findings.length} found\n`)
process.exit(findings.length === 0 ? 0 : 1)
