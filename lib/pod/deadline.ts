/** A moment by which something must be over, on the monotonic clock; shared by calls that follow one another. */
export interface Deadline {
	/** Milliseconds left; negative once it has passed. */
	remainingMs(): number
}

export function deadlineIn(ms: number): Deadline {
	const endMs = performance.now() + ms
	return { remainingMs: () => endMs - performance.now() }
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
