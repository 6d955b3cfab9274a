import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder with package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Ends the command with one sentence.
 * @param {string} sentence
 * @returns {never}
 */
export function giveUp(sentence) {
	process.stderr.write(`${sentence}\n`)
	process.exit(1)
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
			shell: process.platform === 'win32',
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
