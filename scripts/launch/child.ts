import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { say } from '../progress.mjs'

export interface ChildOptions {
	/** As in "Stopped …". */
	name: string
	command: string
	args: string[]
	env: Record<string, string | undefined>
	stdio: StdioOptions
	cwd: string
	uid?: number
	gid?: number
	/** What asks it to end in good order. */
	stopSignal: NodeJS.Signals
	/** What ends it when it has not done so within `graceMs`. */
	killSignal: NodeJS.Signals
	graceMs: number
	/** Whether the others still need it while they end. */
	endsLast?: boolean
	onLine?: ((line: string, stream: 'stdout' | 'stderr') => void) | undefined
}

/** A supervised child process. */
export interface Child {
	name: string
	pid: number
	process: ChildProcess
	/** Settles when it has ended and its output is read, with the reason in words. */
	ended: Promise<string>
	isRunning(): boolean
	/** Asks it to end, waits, insists; settles when it is gone. */
	stop(): Promise<void>
	/** Ends it at once. */
	kill(): void
}

/** Every child that runs, in the order in which they end. */
let family: Child[] = []
let closed = false

/**
 * Starts a child in a process group of its own, so that Ctrl-C reaches the launcher alone and the order of the
 * end is the launcher's.
 *
 * @throws Error when the command cannot be started, or the end has begun
 */
export async function startChild(options: ChildOptions): Promise<Child> {
	const { name, command, args, stopSignal, killSignal, graceMs, endsLast, onLine, env, ...spawning } = options
	if (closed) throw new Error('The launcher is ending')
	// Next's types want NODE_ENV in every environment; PostgreSQL's has none.
	const started = spawn(command, args, {
		...spawning,
		env: env as NodeJS.ProcessEnv,
		detached: true,
		windowsHide: true,
	})
	const ended = new Promise<string>((resolve) => {
		started.once('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`))
	})
	for (const source of ['stdout', 'stderr'] as const) {
		const stream = started[source]
		if (stream && onLine) createInterface({ input: stream }).on('line', (line) => onLine(line, source))
	}
	await new Promise<void>((resolve, reject) => {
		started.once('spawn', resolve)
		started.once('error', reject)
	})
	started.on('error', () => {})
	const child: Child = {
		name,
		pid: started.pid ?? 0,
		process: started,
		ended,
		isRunning: () => started.exitCode === null && started.signalCode === null,
		kill: () => signalGroup(child, killSignal),
		async stop() {
			if (!child.isRunning()) return
			started.kill(stopSignal)
			const insist = setTimeout(() => signalGroup(child, killSignal), graceMs)
			const force = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs + 4000)
			await ended
			clearTimeout(insist)
			clearTimeout(force)
		},
	}
	family = endsLast ? [...family, child] : [child, ...family]
	void ended.then(() => {
		family = family.filter((other) => other !== child)
	})
	return child
}

/** PostgreSQL's helpers take word from their postmaster; others' helpers may hear nothing from a parent that is killed. */
function signalGroup(child: Child, signal: NodeJS.Signals): void {
	if (!child.isRunning()) return
	try {
		if (signal === 'SIGKILL' && process.platform !== 'win32') process.kill(-child.pid, signal)
		else child.process.kill(signal)
	} catch {
		// Gone in between: that is what was wanted.
	}
}

/** Stops every child, one after the other, the last started first; lets no other start. */
export async function stopChildren(): Promise<void> {
	closed = true
	for (const child of family) {
		await child.stop()
		say(`Stopped ${child.name}.`)
	}
}

/** Ends every child at once; for the last moment of this process. */
export function killChildren(): void {
	closed = true
	for (const child of family) child.kill()
}
