import { say } from '../progress.mjs'
import { type Child, killChildren, stopChildren } from './child.ts'
import type { DataDirLock } from './data-dir-lock.ts'

let ending: Promise<never> | null = null
let lock: DataDirLock | null = null

export const isEnding = () => ending !== null

/** Gives the data directory's lock to the end, which lets go of it last. */
export function releaseAtEnd(held: DataDirLock): void {
	lock = held
}

/** Stops what was started, the last first, and ends this process. */
export function end(exitCode: number): Promise<never> {
	ending ??= (async () => {
		lock?.announceStop()
		await stopChildren()
		lock?.release()
		process.exit(exitCode)
	})()
	return ending
}

/**
 * Ends everything when this process is asked to, and leaves nothing behind however it ends.
 *
 * @param whenAbandoned calls back when whoever started this process is gone without a signal
 */
export function endOnSignals(whenAbandoned: (callback: () => void) => void): void {
	let askedAt = 0
	const endBecause = (why: string) => {
		askedAt = Date.now()
		say(`${why}: stopping …`)
		void end(0)
	}
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (!ending) endBecause(signal)
			// One Ctrl-C can arrive twice: from the terminal and from the process in front of this one.
			else if (Date.now() - askedAt > 1000) {
				say('Asked again: ending at once.')
				process.exit(1)
			}
		})
	}
	whenAbandoned(() => {
		if (!ending) endBecause('The process that started this one is gone')
	})
	process.on('exit', killChildren)
	// Whoever read the output may have stopped reading; that ends nothing.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

/** A child that nothing works without takes the others with it. */
export function endWhenItEnds(child: Child): void {
	void child.ended.then((reason) => {
		if (ending) return
		const name = child.name.replace(/^t/, 'T')
		say(`${name} ended unexpectedly (${reason}): stopping the rest.`, process.stderr)
		void end(1)
	})
}
