import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { handleAll, retry } from 'cockatiel'
import { z } from 'zod'
import type { RunningConsole } from '../../e2e/fixtures/console.ts'
import { Visitor } from '../../e2e/fixtures/visitor.ts'
import { browserFlags, findBrowser } from '../find-browser.mjs'
import { projectRoot } from '../launch/project-root.ts'
import { packagesAreCurrent, pathWithoutPackages } from '../packages.mjs'
import { step } from '../progress.mjs'
import { runQuietly } from '../run-quietly.mjs'
import { figure, heading } from './figures.ts'

/** Packages of its own, which are large: they are installed when this is first asked for. */
const folder = join(projectRoot, 'scripts', 'bench', 'lighthouse')

const pages = ['/sign-in', '/assign', '/requests', '/audit']
const categories = ['performance', 'accessibility', 'best-practices'] as const
const aim = 95
/** A look differs from the next by several points: the middle one of these counts. */
const looks = 5

const reportSchema = z.object({
	/** How fast the machine is, by Lighthouse's own measure. */
	environment: z.object({ benchmarkIndex: z.number() }),
	categories: z.record(
		z.enum(categories),
		z.object({
			score: z.number().nullable(),
			auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
		}),
	),
	audits: z.record(
		z.string(),
		z.object({ title: z.string(), score: z.number().nullish(), displayValue: z.string().optional() }),
	),
})
type Report = z.infer<typeof reportSchema>

/** What Lighthouse finds of the pages, as an officer sees them, and what is not perfect in each. */
export async function benchLighthouse(console: RunningConsole, dataDir: string): Promise<void> {
	await install()
	const browser = await findBrowser()
	if (!browser) throw new Error('there is no browser to look with')
	const visitor = new Visitor(console.url)
	await visitor.signIn('jo.fenwick')
	const signedIn = join(dataDir, 'signed-in.json')
	writeFileSync(signedIn, JSON.stringify({ Cookie: visitor.cookieHeader() }), { mode: 0o600 })
	const visit = { url: console.url, browser, signedIn: [`--extra-headers=${signedIn}`] }
	const looked = await lookAtPages(visit, 'desktop', ['--preset=desktop'])
	looked.push(
		...(await lookAtPages(visit, 'mobile, simulated, a processor 4 times slower than this one', [])),
	)
	const power = middleOf(
		looked.map(({ environment }) => environment.benchmarkIndex),
		Number,
	)
	const slowdown = slowdownFor(power)
	await lookAtPages(
		visit,
		`mobile, really ${slowdown.toFixed(1)} times slower: the phone that Lighthouse means`,
		[
			// A simulation multiplies what the page waits for the other programs of this machine, too.
			'--throttling-method=devtools',
			`--throttling.cpuSlowdownMultiplier=${slowdown}`,
		],
	)
	heading('This machine')
	figure('its power by Lighthouse’s measure (benchmarkIndex)', power.toFixed(0))
}

type Visit = { url: string; browser: string; signedIn: string[] }

/** Looks at every page, and prints the middle look of each. @returns all looks */
async function lookAtPages(visit: Visit, form: string, preset: string[]): Promise<Report[]> {
	heading(`Lighthouse, ${form}: ${categories.join(', ')}`)
	const all: Report[] = []
	for (const page of pages) {
		const args = [...preset, ...(page === '/sign-in' ? [] : visit.signedIn)]
		const reports: Report[] = []
		for (let turn = 0; turn < looks; turn++) {
			reports.push(await lookAgain.execute(() => look(visit.url + page, visit.browser, args)))
		}
		print(page, middleOf(reports, performanceOf))
		all.push(...reports)
	}
	return all
}

/** Now and then Lighthouse misses the browser’s first words, and has nothing to judge. */
const lookAgain = retry(handleAll, { maxAttempts: 2 })

/**
 * How many times slower than a machine of this power the phone is that Lighthouse means. Its usual 4 is meant for a
 * fast desktop and makes a slower machine too slow a phone, so Lighthouse says to calibrate it; below a power of 150,
 * a machine is slower than that phone.
 * @see https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#calibrating-the-cpu-slowdown
 * @see https://github.com/patrickhulce/lighthouse-cpu-throttling-calculator where these lines come from
 */
function slowdownFor(power: number): number {
	if (power < 150) return 1
	if (power < 800) return 1 + (power - 150) / 650
	if (power < 1_300) return 2 + (power - 800) / 500
	return 3 + (power - 1_300) / 233
}

async function install(): Promise<void> {
	if (packagesAreCurrent(folder)) return
	const env = { ...process.env, PATH: pathWithoutPackages() }
	const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']
	const { code, output } = await step('Installing Lighthouse', () => runQuietly('npm', args, env))
	if (code !== 0) throw new Error(`Lighthouse could not be installed:\n${output}`)
}

async function look(url: string, browser: string, args: string[]): Promise<Report> {
	const cli = join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js')
	const { code, output } = await runQuietly(
		process.execPath,
		[
			cli,
			url,
			'--quiet',
			'--output=json',
			'--output-path=stdout',
			`--only-categories=${categories.join(',')}`,
			`--chrome-flags=--headless=new ${browserFlags.join(' ')}`,
			'--no-enable-error-reporting',
			...args,
		],
		{ ...process.env, CHROME_PATH: browser, NODE_OPTIONS: '' },
		300_000,
	)
	// Warnings of the browser may stand before and after the report.
	const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)
	if (code !== 0) throw new Error(`Lighthouse ended with exit code ${code}:\n${output.slice(0, 2_000)}`)
	return reportSchema.parse(JSON.parse(json))
}

const performanceOf = ({ categories }: Report) => categories.performance.score ?? 0

function middleOf<Look>(looks: Look[], by: (look: Look) => number): Look {
	const middle = looks.toSorted((one, other) => by(one) - by(other))[looks.length >> 1]
	if (middle === undefined) throw new Error('nothing was looked at')
	return middle
}

function print(page: string, report: Report): void {
	const scores = categories.map((category) => Math.round(100 * (report.categories[category].score ?? 0)))
	figure(page, scores.join('  '), `≥ ${aim}`)
	for (const category of categories) {
		for (const { id, weight } of report.categories[category].auditRefs) {
			const audit = report.audits[id]
			if (!audit || weight === 0 || (audit.score ?? 1) >= 0.9) continue
			figure(`  ${category}: ${audit.title.slice(0, 60)}`, audit.displayValue ?? '')
		}
	}
}
