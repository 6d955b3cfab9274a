/** A moment by which something must be over; shared by calls that follow one another. */
export interface Deadline {
	/** Milliseconds left; negative once it has passed. */
	remainingMs(): number
}

/**
 * Passes on whichever clock is first: the wall clock can be set back, and the monotonic one stands still in a machine
 * that is suspended.
 */
export function deadlineIn(ms: number): Deadline {
	const [endMs, wallEndMs] = [performance.now() + ms, Date.now() + ms]
	return { remainingMs: () => Math.min(endMs - performance.now(), wallEndMs - Date.now()) }
}

/** Waits for a promise that others share and that must not be cancelled, but no longer than `signal` allows. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason)
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
		if (signal.aborted) stop()
		else signal.addEventListener('abort', stop, { once: true })
	})
}
