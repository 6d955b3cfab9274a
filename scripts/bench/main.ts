import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepLogQuiet } from '#lib/log.ts'
import { type RunningConsole, startConsole } from '../../e2e/fixtures/console.ts'
import { readCommandLine } from '../command-line.ts'
import { benchEnds, endsLatencyMs } from './ends.ts'
import { figure, heading } from './figures.ts'
import { benchVerify } from './verify.ts'

/**
 * Prints speeds, each beside what is aimed at. Nothing fails for being slow: compare within one run, on a machine
 * that does nothing else. With `--entries N` a record of that many entries is measured, with `--ends` the ends of
 * assignments, with `--load` many people at once, with `--lighthouse` the pages in a browser, and nothing else.
 */

const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-bench-'))
const large = { SANDBOX_USERS: '200000', SANDBOX_GROUPS: '5000' }

async function timedStart(env: Record<string, string>, folder = dataDir) {
	const begunAt = performance.now()
	const console = await startConsole({ dataDir: folder, env })
	return { console, seconds: `${((performance.now() - begunAt) / 1000).toFixed(1)} s` }
}

/** The verbs are called in this process, with the same database and pod as that console's. */
function callVerbsBeside(console: RunningConsole): void {
	process.env.DATA_DIR = dataDir
	process.env.DATABASE_URL = console.databaseUrl
	process.env.SANDBOX_PORT = new URL(console.podUrl).port
}

/** Starts, changes, search, memory and the queue of requests. */
async function benchConsole(): Promise<void> {
	heading('Start, with the build in place')
	const first = await timedStart({})
	figure('first, with a new database', first.seconds)
	await first.console.stop()
	const again = await timedStart({})
	figure('again', again.seconds, '≤ 5 s')
	await again.console.stop()

	const { console } = await timedStart(large)
	callVerbsBeside(console)
	const { benchServer } = await import('./server.ts')
	const { benchChanges, signIn } = await import('./changes.ts')
	const { benchSearch } = await import('./search.ts')
	const { benchRequests } = await import('./requests.ts')
	await benchServer(console)
	await benchChanges()
	await benchSearch(await signIn())
	await benchRequests(console)
	await console.stop()
}

/** What comes due at the same moment: in a console of its own. */
async function benchTime(): Promise<void> {
	const folder = join(dataDir, 'ends')
	const { console } = await timedStart({ SANDBOX_LATENCY_MS: String(endsLatencyMs) }, folder)
	await benchEnds(console, folder)
	await console.stop()
}

/** What the record does when it holds `count` entries. */
async function benchLongRecord(count: number): Promise<void> {
	const { console } = await timedStart({})
	callVerbsBeside(console)
	const { benchRecord } = await import('./record.ts')
	const { benchAudit } = await import('./audit.ts')
	await benchRecord(console, count)
	await benchAudit(console)
	await console.stop()
	benchVerify(count)
}

/** Many people at once. `--people`, `--seconds`, `--entries`, `--soak MINUTES`, `--data FOLDER`. */
async function benchCrowd({
	people,
	seconds,
	entries = '1000000',
	soak,
	data,
}: typeof options): Promise<void> {
	const isFilled = data !== undefined && existsSync(data)
	if (isFilled) copyFolder(`${data}/.`, dataDir)
	const { console } = await timedStart({ SANDBOX_USERS: '100000', SANDBOX_GROUPS: '400' })
	callVerbsBeside(console)
	const { benchLoad, fillForLoad } = await import('./load.ts')
	if (!isFilled) await fillForLoad(console, Number(entries))
	if (data === undefined || isFilled) {
		await benchLoad(console, dataDir, {
			people: Number(people ?? 100),
			seconds: Number(seconds ?? 60),
			entries: Number(entries),
			soakMinutes: Number(soak ?? 0),
		})
	}
	await console.stop()
	if (data === undefined || isFilled) return
	copyFolder(dataDir, data)
	heading(`Filled. Each run with --data ${data} begins with a copy of it from now on.`)
}

/** With their owners: the database's own user must be able to open them. */
const copyFolder = (from: string, to: string) => execFileSync('cp', ['-a', from, to])

/** The pages in a browser. */
async function benchPages(): Promise<void> {
	const { console } = await timedStart({})
	const { benchLighthouse } = await import('./lighthouse.ts')
	await benchLighthouse(console, dataDir)
	await console.stop()
}

const text = { type: 'string' } as const
const number = text
const flag = { type: 'boolean' } as const
const usage = `Prints speeds, each beside what is aimed at; compare within one run.

  npm run bench                          start, changes, requests, search, memory
  npm run bench -- --entries 100000      those of a long record
  npm run bench -- --ends                those of a thousand ends at once
  npm run bench -- --load                100 people at once for a minute
      --people N --seconds S --entries N   others than 100, 60 and 1,000,000
      --soak MINUTES                       for so long, and how memory grows
      --data FOLDER                        fills FOLDER once, which takes minutes, and measures copies of it
  npm run bench -- --lighthouse          the pages in a browser`

const options = readCommandLine(usage, {
	entries: number,
	ends: flag,
	load: flag,
	people: number,
	seconds: number,
	soak: number,
	data: text,
	lighthouse: flag,
})
const { entries, ends, load } = options
keepLogQuiet()
try {
	if (load) await benchCrowd(options)
	else if (options.lighthouse) await benchPages()
	else if (entries !== undefined) await benchLongRecord(Number(entries))
	else if (!ends) await benchConsole()
	if (!load && !options.lighthouse && entries === undefined) await benchTime()
} finally {
	rmSync(dataDir, { recursive: true, force: true })
}
process.exit(0)
