import { chromium, defineConfig } from '@playwright/test'
import { browserFlags, installedBrowser } from './scripts/find-browser.mjs'

const program = installedBrowser()
/** Of its own browser Playwright has a lighter build beside it, which it takes where it is told of none. */
const isPlaywrights = program === chromium.executablePath()

export default defineConfig({
	testDir: 'e2e',
	globalSetup: './scripts/build.mjs',
	// Each brings up a console, a database and a browser of its own.
	workers: 2,
	fullyParallel: false,
	forbidOnly: true,
	timeout: 60_000,
	expect: { timeout: 15_000 },
	reporter: 'list',
	use: {
		browserName: 'chromium',
		launchOptions: { ...(program && !isPlaywrights ? { executablePath: program } : {}), args: browserFlags },
		// Nothing is waited for that only moves.
		contextOptions: { reducedMotion: 'reduce' },
		locale: 'en-GB',
		timezoneId: 'Europe/London',
		// Recording takes a third of a story's time: only where it is told again, as `npm test` does.
		trace: 'on-first-retry',
		screenshot: 'only-on-failure',
	},
})
