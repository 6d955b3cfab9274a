import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { userInfo } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { step } from './progress.mjs'

/** The first steps of every command, on whatever Node is there: packages, then the project's own Node. */

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const binaries = join(root, 'node_modules', '.bin')
const nodeMajor = 24
const windows = process.platform === 'win32'
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Ends the command with one sentence.
 * @param {string} sentence
 * @returns {never}
 */
function giveUp(sentence) {
	process.stderr.write(`${sentence}\n`)
	process.exit(1)
}

/** @param {string} file */
function lockedPackages(file) {
	return JSON.parse(readFileSync(file, 'utf8')).packages
}

/**
 * Whether every package of the lock file in `folder` that this machine needs is there in its locked version.
 * @param {string} folder
 */
export function packagesAreCurrent(folder) {
	try {
		const wanted = Object.entries(lockedPackages(join(folder, 'package-lock.json')))
		const installed = lockedPackages(join(folder, 'node_modules', '.package-lock.json'))
		return wanted.every(([path, { version, integrity, optional, devOptional, link }]) => {
			if (path === '' || link) return true
			const found = installed[path]
			return found
				? found.version === version && (!integrity || found.integrity === integrity)
				: optional === true || devOptional === true
		})
	} catch {
		return false
	}
}

/** The installer and its scripts must not run on a Node that lies in the folder they empty. */
function pathWithoutPackages() {
	return (process.env.PATH ?? '')
		.split(delimiter)
		.filter((folder) => !folder.includes('node_modules'))
		.join(delimiter)
}

/**
 * Runs a command to its end with its output kept; a signal to us ends it too.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {number} [patienceMs] when to give up on it
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runQuietly(command, args, env = process.env, patienceMs = undefined) {
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd: root,
			env,
			shell: windows,
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: patienceMs,
		})
		let output = ''
		const keep = (/** @type {Buffer} */ chunk) => {
			output += chunk
		}
		child.stdout.on('data', keep)
		child.stderr.on('data', keep)
		const pass = (/** @type {NodeJS.Signals} */ signal) => {
			child.kill(signal)
			process.exit(signal === 'SIGINT' ? 130 : 143)
		}
		for (const signal of signals) process.on(signal, pass)
		const done = (/** @type {number | null} */ code) => {
			for (const signal of signals) process.off(signal, pass)
			resolve({ code: code ?? 1, output })
		}
		child.on('error', (error) => {
			output += error.message
			done(1)
		})
		child.on('close', done)
	})
}

/** Installs the packages of the lock file unless they are there. */
export async function installPackages() {
	// An empty HOME would put the installer's cache into a folder named "~".
	if (process.env.HOME === '') process.env.HOME = userInfo().homedir
	if (packagesAreCurrent(root)) return
	// The npm in front of this process, if any, gave its own settings on, cache included.
	const own = Object.entries(process.env).filter(
		([name]) => !name.toLowerCase().startsWith('npm_config_cache'),
	)
	const env = { ...Object.fromEntries(own), PATH: pathWithoutPackages(), NODE_ENV: 'development' }
	const install = () => runQuietly('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], env)
	const { code, output } = await step('Installing packages', install, { about: 'about a minute' })
	if (code === 0) return
	process.stderr.write(output)
	giveUp('The packages could not be installed: see above what npm said, and try again.')
}

function projectNode() {
	const own = Number(process.versions.node.split('.')[0])
	if (own === nodeMajor) return process.execPath
	const installed = join(binaries, windows ? 'node.cmd' : 'node')
	if (existsSync(installed)) return installed
	if (own > nodeMajor) return process.execPath
	return giveUp(
		`Scopekeeper needs Node ${nodeMajor}, and the one that comes with its packages is missing: run \`npm rebuild node\`, or install Node ${nodeMajor}, and try again.`,
	)
}

/**
 * Runs `work` in this process if it is the project's Node, else this command once more on that Node.
 * @param {string} entry URL of the command's file
 * @param {() => Promise<void>} work
 */
export async function onProjectNode(entry, work) {
	const node = projectNode()
	const compiled = join(root, 'node_modules', '.cache', 'compiled')
	process.env.NODE_COMPILE_CACHE ??= compiled
	process.env.PATH = [binaries, pathWithoutPackages()].join(delimiter)
	if (node === process.execPath) {
		nodeModule.enableCompileCache?.(compiled)
		return work()
	}
	const child = spawn(node, [fileURLToPath(entry), ...process.argv.slice(2)], {
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		shell: windows,
	})
	for (const signal of signals) process.on(signal, () => child.kill(signal))
	whenAbandoned(() => child.kill('SIGTERM'))
	child.on('error', (error) => giveUp(`Node ${nodeMajor} does not start: ${error.message}.`))
	child.on('exit', (code) => process.exit(code ?? 1))
}

/**
 * Calls back when whoever started this command is gone without a signal: the process at the other end of an
 * IPC channel, or npm.
 * @param {() => void} callback
 */
export function whenAbandoned(callback) {
	let called = false
	const once = () => {
		if (!called) callback()
		called = true
	}
	if (process.channel) {
		process.channel.unref()
		process.once('disconnect', once)
	}
	if (!process.env.npm_lifecycle_event) return
	const before = ancestors()
	const timer = setInterval(() => {
		if (ancestors() === before) return
		clearInterval(timer)
		once()
	}, 500)
	timer.unref()
}

/** The shell that npm runs a command in, and npm: a shell that is left alone tells nobody. */
function ancestors() {
	const parent = process.ppid
	try {
		// After the name, which may hold anything: state and parent.
		const [, grandparent] = readFileSync(`/proc/${parent}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
		return `${parent} ${grandparent}`
	} catch {
		return `${parent}`
	}
}
