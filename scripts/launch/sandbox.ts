import { createPublicKey, generateKeyPair } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { say } from '../progress.mjs'
import { type Child, startChild } from './child.ts'
import { readIfThere, writePrivately } from './files.ts'
import { machineVariables } from './next-child.ts'

const startPatienceMs = 60_000
const shortestPauseMs = 250
const longestPauseMs = 10_000

/** Makes the service account's key where it is missing, and gives the file with its public half to the sandbox. */
async function prepareKey(privateKeyPath: string, folder: string): Promise<string> {
	if (readIfThere(privateKeyPath) === null) {
		mkdirSync(dirname(privateKeyPath), { recursive: true })
		const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
		writePrivately(privateKeyPath, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
	}
	const publicKeyPath = join(folder, 'bot-key.pub.pem')
	const publicKey = createPublicKey(readFileSync(privateKeyPath))
	writeFileSync(publicKeyPath, publicKey.export({ type: 'spki', format: 'pem' }))
	return publicKeyPath
}

async function startOnce(root: string, args: string[], variables: Record<string, string | undefined>) {
	const lines: string[] = []
	let ready = (_value: boolean) => {}
	const isReady = new Promise<boolean>((resolve) => {
		ready = resolve
	})
	const child = await startChild({
		name: 'the sandbox pod',
		command: process.execPath,
		args: [join(root, 'lib', 'pod', 'sandbox', 'main.ts'), ...args],
		env: machineVariables(variables),
		cwd: root,
		stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
		stopSignal: 'SIGTERM',
		killSignal: 'SIGKILL',
		graceMs: 4000,
		onLine: (line, stream) => {
			if (line.startsWith('Sandbox pod ready')) ready(true)
			else if (stream === 'stderr') {
				lines.push(line)
				say(`[sandbox pod] ${line}`, process.stderr)
			}
		},
	})
	const slow = setTimeout(() => ready(false), startPatienceMs)
	void child.ended.then(() => ready(false))
	const started = await isReady
	clearTimeout(slow)
	if (started) return child
	await child.stop()
	throw new AppError('internal', `The sandbox pod did not start: ${lines.at(-1) ?? 'it gave no reason'}`)
}

/**
 * Starts the sandbox pod, and starts it again whenever it ends by itself.
 *
 * @param options.isEnding whether the launcher itself is on its way out
 * @param options.onStart is told of each process that runs it
 * @throws AppError where the first start fails
 */
export async function startSandbox(options: {
	root: string
	env: Env
	variables: Record<string, string | undefined>
	isEnding: () => boolean
	onStart: (child: Child) => void
}): Promise<void> {
	const { root, env, variables, isEnding, onStart } = options
	const folder = join(env.dataDir, 'sandbox')
	mkdirSync(folder, { recursive: true, mode: 0o700 })
	const { credentials } = env.pod
	const keyPath = credentials.kind === 'key' ? credentials.privateKeyPath : join(folder, 'bot-key.pem')
	const { port, users, groups, latencyMs } = env.sandbox
	const publicKey = await prepareKey(keyPath, folder)
	const settings = {
		port,
		users,
		groups,
		'latency-ms': latencyMs,
		'data-dir': folder,
		'public-key': publicKey,
	}
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
	const start = async () => {
		const child = await startOnce(root, [...args, '--with-parent'], variables)
		onStart(child)
		return child
	}
	void keepRunning(await start(), start, isEnding)
}

async function keepRunning(
	first: Child,
	start: () => Promise<Child>,
	isEnding: () => boolean,
): Promise<void> {
	let child = first
	for (let pauseMs = shortestPauseMs; ; ) {
		const startedAt = Date.now()
		const reason = await child.ended
		if (isEnding()) return
		if (Date.now() - startedAt > longestPauseMs) pauseMs = shortestPauseMs
		say(`The sandbox pod ended unexpectedly (${reason}); starting it again.`)
		for (let again: Child | null = null; !again; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
			await pause(pauseMs)
			if (isEnding()) return
			again = await start().catch(() => null)
			if (again) child = again
		}
	}
}
