import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { step } from './progress.mjs'
import { root, runQuietly } from './run-quietly.mjs'

/** The Chromium that the browser tests drive: one that is on this machine, else one that is brought. */

/** The first draws no window at all, and takes half of the others' processor time. */
const programs = [
	'chromium-headless-shell',
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'microsoft-edge',
]
const applications = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const downloadPatienceMs = 180_000

const isRoot = process.getuid?.() === 0

/** Quiet on networks that are closed, and no sandbox of its own where root may not have one. */
export const browserFlags = [
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--disable-quic',
	'--disable-gpu',
	...(isRoot ? ['--no-sandbox'] : []),
]

/**
 * Whether a program is there and has the libraries it needs; some systems put a stub in its place.
 * @param {string} program
 */
function works(program) {
	if (!existsSync(program)) return false
	if (process.platform === 'win32') return true
	return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 15_000 }).status === 0
}

/** The browser that is on this machine, or null. */
export function installedBrowser() {
	const named = process.env.SCOPEKEEPER_BROWSER
	if (named) return named
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
	const onPath = programs.flatMap((name) => folders.map((folder) => join(folder, name)))
	return [chromium.executablePath(), ...onPath, ...applications].find(works) ?? null
}

async function downloadPlaywrights() {
	const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
	await runQuietly(process.execPath, [cli, 'install', 'chromium'], process.env, downloadPatienceMs)
}

async function installWithApt() {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
	/** @param {string} name */
	const install = (name) => runQuietly('apt-get', ['install', '-y', '--no-install-recommends', name], env)
	await runQuietly('apt-get', ['update'], env)
	// Not every release has it as a package of its own.
	const { code } = await install('chromium-headless-shell')
	if (code !== 0) await install('chromium')
}

/**
 * A browser for the tests, brought to this machine where there is none.
 * @returns {Promise<string | null>} its program; null where none could be had
 */
export async function findBrowser() {
	const found = installedBrowser()
	if (found) return found
	await step('Downloading a browser', downloadPlaywrights, { about: 'up to three minutes' })
	const downloaded = installedBrowser()
	if (downloaded || !isRoot || !existsSync('/usr/bin/apt-get')) return downloaded
	await step('Installing Chromium', installWithApt, { about: 'a minute or two' })
	return installedBrowser()
}
