import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Counts, countOne, countUnitTests } from './counts.ts'
import { runCommand, stopCommands, wasStopped } from './run-command.ts'
import { browserStep, buildStep, fuzzStep, type Step, tortureStep } from './steps-on-the-build.ts'

type Variables = Record<string, string | undefined>

interface Outcome {
	name: string
	counts: Counts | null
	seconds: number
}

const program = {
	biome: 'node_modules/@biomejs/biome/bin/biome',
	next: 'node_modules/next/dist/bin/next',
	tsc: 'node_modules/typescript/bin/tsc',
	knip: 'node_modules/knip/bin/knip.js',
	vitest: 'node_modules/vitest/vitest.mjs',
}

/** Those that wait for whole processes, or for a pod or a database that is slow or away: `npm run check` is for someone who waits. */
const slowTests = [
	'lib/changes/absent-pod.test.ts',
	'lib/changes/apply.test.ts',
	'lib/changes/locks-and-rights.test.ts',
	'lib/changes/lost-connections.test.ts',
	'lib/changes/outcomes.test.ts',
	'lib/changes/recovery-faults.test.ts',
	'lib/changes/recovery.test.ts',
	'lib/changes/server-errors.test.ts',
	'lib/changes/undo.test.ts',
	'lib/db/connection-faults.test.ts',
	'lib/db/migrate.test.ts',
	'lib/ledger/verify-record.test.ts',
	'lib/pod/sandbox/main.test.ts',
	'lib/requests/approve-faults.test.ts',
	'lib/requests/four-eyes-*.test.ts',
	'lib/requests/races.test.ts',
	'scripts/doctor/examine.test.ts',
	'scripts/launch/**',
	'scripts/migrate/**',
	'scripts/serve/{refusals,stop-on-signals}.test.ts',
]

function stepsFor(quick: boolean, variables: Variables, reports: string): Step[] {
	const one = async (...args: string[]) => countOne(await runCommand(args, variables))
	const unitReport = join(reports, 'unit.json')
	const steps: Step[] = [
		{
			name: 'Format and lint',
			run: () => one(program.biome, 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`),
		},
		{
			name: 'Types',
			async run() {
				const generated = await one(program.next, 'typegen')
				return generated.failed ? generated : one(program.tsc, '--noEmit')
			},
		},
		{ name: 'Dead code', run: () => one(program.knip) },
		{
			name: 'Unit and property tests',
			async run() {
				const left = quick ? slowTests.flatMap((pattern) => ['--exclude', pattern]) : []
				const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]
				// Most of them wait for a server or a time-out: as many workers as cores leave these idle.
				const workers = `--maxWorkers=${availableParallelism() + 1}`
				// A shared machine may stall for longer than any patience; a failure of the console fails twice.
				const retries = quick ? [] : ['--retry=1']
				const args = [program.vitest, 'run', workers, ...report, ...retries, ...left]
				// Each file has a process of its own, which need not compile the same packages again.
				const compiled = { NODE_COMPILE_CACHE: join(reports, 'compiled'), ...variables }
				return countUnitTests(unitReport, await runCommand(args, compiled))
			},
		},
	]
	return quick
		? steps
		: [
				...steps,
				buildStep(variables),
				tortureStep(variables),
				fuzzStep(variables),
				browserStep(variables, join(reports, 'browser.json')),
			]
}

async function runStep({ name, run }: Step): Promise<Outcome> {
	if (wasStopped()) return { name, counts: null, seconds: 0 }
	console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`)
	const startedAt = Date.now()
	const counts = await run().catch((error: unknown) => {
		console.error(error)
		return { passed: 0, failed: 1 }
	})
	return { name, counts: wasStopped() ? null : counts, seconds: (Date.now() - startedAt) / 1000 }
}

function inWords(counts: Counts | null): string {
	if (!counts || counts.passed + counts.failed === 0) return 'not run'
	if (counts.passed + counts.failed === 1) return counts.failed ? 'FAILED' : 'passed'
	return `${counts.passed} passed${counts.failed ? `, ${counts.failed} FAILED` : ''}`
}

/** Prints what each step gave; gives the sums. */
function summarise(outcomes: Outcome[]): { passed: number; failed: number } {
	console.log('\n── Summary ──────────────────────────────────────────────────────')
	for (const { name, counts, seconds } of outcomes) {
		console.log(`${name.padEnd(26)}${inWords(counts).padEnd(28)}${seconds.toFixed(1).padStart(7)} s`)
		for (const failure of counts?.failures ?? []) console.log(`  ✗ ${failure}`)
	}
	const sum = (field: 'passed' | 'failed') =>
		outcomes.reduce((total, { counts }) => total + (counts?.[field] ?? 0), 0)
	return { passed: sum('passed'), failed: sum('failed') }
}

/** Runs every check, one after the other, whatever the one before gave, and ends this process. */
export async function runChecks(options: {
	quick: boolean
	variables: Variables
	whenAbandoned: (callback: () => void) => void
}): Promise<never> {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => stopCommands(signal))
	options.whenAbandoned(() => stopCommands('SIGTERM'))
	const reports = mkdtempSync(join(tmpdir(), 'scopekeeper-reports-'))
	const outcomes: Outcome[] = []
	for (const step of stepsFor(options.quick, options.variables, reports)) outcomes.push(await runStep(step))
	rmSync(reports, { recursive: true, force: true })
	const { passed, failed } = summarise(outcomes)
	console.log(`${passed} passed, ${failed} failed`)
	process.exit(wasStopped() ? 130 : failed > 0 ? 1 : 0)
}
