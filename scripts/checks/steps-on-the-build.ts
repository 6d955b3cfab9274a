import { findBrowser } from '../find-browser.mjs'
import { buildIsCurrent } from '../launch/build.ts'
import { projectRoot } from '../launch/project-root.ts'
import { type Counts, countBrowserTests, countOne } from './counts.ts'
import { runCommand } from './run-command.ts'

type Variables = Record<string, string | undefined>

export interface Step {
	name: string
	run(): Promise<Counts>
}

const playwright = 'node_modules/@playwright/test/cli.js'

/** Builds the console; what follows needs the build. */
export function buildStep(variables: Variables): Step {
	return {
		name: 'Build',
		run: async () => countOne(await runCommand(['scripts/build.mjs'], variables)),
	}
}

/** Short, and with the same plan each time; `npm run torture` takes others. */
export function tortureStep(variables: Variables): Step {
	const args = ['scripts/torture.mjs', '--operations', '200', '--kills', '8', '--seed', '1']
	return {
		name: 'Torture',
		async run() {
			if (!buildIsCurrent(projectRoot)) return skippedWithoutBuild()
			return countOne(await runCommand(args, variables))
		},
	}
}

/** The same requests each time; `npm run fuzz` draws others, and more. */
export function fuzzStep(variables: Variables): Step {
	return {
		name: 'Fuzz',
		async run() {
			if (!buildIsCurrent(projectRoot)) return skippedWithoutBuild()
			const args = ['scripts/fuzz.mjs', '--cases', '2000', '--seed', '1']
			return countOne(await runCommand(args, variables))
		},
	}
}

function skippedWithoutBuild(): Counts {
	console.log('Skipped: there is no build to look at.')
	return { passed: 0, failed: 0 }
}

/** @param report where Playwright's JSON report goes */
export function browserStep(variables: Variables, report: string): Step {
	return {
		name: 'Browser tests',
		async run() {
			if (!buildIsCurrent(projectRoot)) return skippedWithoutBuild()
			const browser = await findBrowser()
			if (!browser) {
				console.error(
					'There is no browser to run them in, and none could be brought: install Chromium or Chrome, or set SCOPEKEEPER_BROWSER to its program.',
				)
				return { passed: 0, failed: 1 }
			}
			// As with the unit tests: a failure of the console fails twice.
			const exitCode = await runCommand([playwright, 'test', '--retries=1', '--reporter=list,json'], {
				...variables,
				SCOPEKEEPER_BROWSER: browser,
				PLAYWRIGHT_JSON_OUTPUT_FILE: report,
			})
			return countBrowserTests(report, exitCode)
		},
	}
}
