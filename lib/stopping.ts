import { processSingleton } from './process-singleton.ts'

/**
 * How a server that is asked to stop comes to its end. Whoever does something that should not be cut off says so
 * here; whoever begins new work of its own accord asks here first.
 */

interface Stop {
	begun: boolean
	/** What is under way and should come to its end. */
	work: Set<Promise<void>>
	/** Ends each pause at once. */
	sleepers: Set<() => void>
	/** What is closed once nothing is under way. */
	closers: (() => Promise<unknown>)[]
}

const stop = () =>
	processSingleton<Stop>('stopping', () => ({
		begun: false,
		work: new Set(),
		sleepers: new Set(),
		closers: [],
	}))

/** Whether this process was asked to stop: it begins nothing new. */
export function isStopping(): boolean {
	return stop().begun
}

/** Lets a stop wait for this work, within its time. Gives the work itself. */
export function finishBeforeStop<T>(work: Promise<T>): Promise<T> {
	const underWay = stop().work
	const end = () => void underWay.delete(settled)
	const settled = work.then(end, end)
	underWay.add(settled)
	return work
}

/** Closes something, such as a pool of connections, as the last step of a stop. */
export function closeAtStop(close: () => Promise<unknown>): void {
	stop().closers.push(close)
}

/** A pause that keeps no process alive, and ends at once where the process is asked to stop. */
export function pauseUnlessStopping(ms: number): Promise<void> {
	const { sleepers, begun } = stop()
	if (begun) return Promise.resolve()
	return new Promise((resolve) => {
		const wake = () => {
			clearTimeout(timer)
			sleepers.delete(wake)
			resolve()
		}
		const timer = setTimeout(wake, ms).unref()
		sleepers.add(wake)
	})
}

/**
 * From now on nothing new is begun. Settles once `requests` are answered, what was under way has ended and what had
 * to be closed is closed; how long that may take is the caller's to say.
 */
export async function stopWorking(requests: Promise<unknown>): Promise<void> {
	const state = stop()
	state.begun = true
	for (const wake of state.sleepers) wake()
	await requests
	// What ends may have begun a last step of its own.
	while (state.work.size > 0) await Promise.all(state.work)
	await Promise.allSettled(state.closers.map((close) => close()))
}
