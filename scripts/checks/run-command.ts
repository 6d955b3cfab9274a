import { spawn } from 'node:child_process'
import { projectRoot } from '../launch/project-root.ts'

type Variables = Record<string, string | undefined>

const graceMs = 30_000

let stopRunning: ((signal: NodeJS.Signals) => void) | null = null
let stopped = false

/**
 * Runs a program of this project on this Node, its output shown as it comes, in a process group of its own: when
 * the checks are stopped, all that it started is.
 *
 * @param args path of the program, relative to the project, and its arguments
 * @returns its exit code
 */
export function runCommand(args: string[], variables: Variables): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			cwd: projectRoot,
			env: variables as NodeJS.ProcessEnv,
			stdio: ['ignore', 'inherit', 'inherit'],
			detached: process.platform !== 'win32',
		})
		const signalGroup = (signal: NodeJS.Signals) => {
			try {
				if (process.platform === 'win32') child.kill(signal)
				else process.kill(-(child.pid ?? 0), signal)
			} catch {
				// Nobody of the group is left.
			}
		}
		stopRunning = (signal) => {
			signalGroup(signal)
			setTimeout(() => signalGroup('SIGKILL'), graceMs).unref()
		}
		child.once('error', reject)
		child.once('exit', (code) => {
			stopRunning = null
			if (stopped) signalGroup('SIGKILL')
			resolve(code ?? 1)
		})
	})
}

/** Stops what runs, in good order where it can; whether anything has been stopped is kept. */
export function stopCommands(signal: NodeJS.Signals): void {
	stopped = true
	stopRunning?.(signal)
}

export const wasStopped = () => stopped
