import { log } from './log.ts'

/** Does something over and over, with a pause after each turn, for as long as the process lives. */
export async function repeat(what: string, pauseMs: number, work: () => Promise<unknown>): Promise<never> {
	// What does not change is said once.
	let saidLast = ''
	for (;;) {
		try {
			await work()
			saidLast = ''
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error)
			if (message !== saidLast) log().warn({ err: error }, `${what} did not work; it is tried again`)
			saidLast = message
		}
		await pause(pauseMs)
	}
}

/** Does something until it has worked once. */
export async function untilDone(what: string, pauseMs: number, work: () => Promise<unknown>): Promise<void> {
	for (;;) {
		try {
			await work()
			return
		} catch (error) {
			log().warn({ err: error }, `${what} did not work; it is tried again`)
		}
		await pause(pauseMs)
	}
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref())
