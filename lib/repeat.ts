import { log } from './log.ts'
import { finishBeforeStop, isStopping, pauseUnlessStopping } from './stopping.ts'

/**
 * Does something over and over, with a pause after each turn, until the process is asked to stop: it then finishes
 * its turn and begins no other.
 */
export async function repeat(what: string, pauseMs: number, work: () => Promise<unknown>): Promise<void> {
	// What does not change is said once.
	let saidLast = ''
	while (!isStopping()) {
		try {
			await finishBeforeStop(work())
			saidLast = ''
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error)
			if (message !== saidLast)
				log().warn({ kind: 'background', err: error }, `${what} did not work; it is tried again`)
			saidLast = message
		}
		await pauseUnlessStopping(pauseMs)
	}
}

/** Does something until it has worked once, or the process is asked to stop. */
export async function untilDone(what: string, pauseMs: number, work: () => Promise<unknown>): Promise<void> {
	while (!isStopping()) {
		try {
			await finishBeforeStop(work())
			return
		} catch (error) {
			log().warn({ kind: 'background', err: error }, `${what} did not work; it is tried again`)
		}
		await pauseUnlessStopping(pauseMs)
	}
}
