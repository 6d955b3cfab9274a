/**
 * How long the pod has asked to be left alone, by what was asked of it: whoever comes next waits too, and not only the
 * call that was told. In this process, on the monotonic clock.
 */
export interface Holds {
	/** Notes the `Retry-After` of an answer. */
	note(key: string, retryAfterMs: number): void
	/** 0 where the pod may be called. */
	leftMs(key: string): number
}

/** Timers may fire a moment early, and what left early has arrived early. */
const cushionMs = 5
/** A gateway may ask for a day: after this long one call finds out whether it still means it. */
const longestMs = 300_000

export function createHolds(): Holds {
	const untilMs = new Map<string, number>()
	return {
		note(key, retryAfterMs) {
			const now = performance.now()
			for (const [other, until] of untilMs) if (until <= now) untilMs.delete(other)
			untilMs.set(key, Math.max(untilMs.get(key) ?? 0, now + Math.min(retryAfterMs, longestMs) + cushionMs))
		},
		leftMs: (key) => Math.max(0, Math.ceil((untilMs.get(key) ?? 0) - performance.now())),
	}
}
