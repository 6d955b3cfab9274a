import { isRecent, warningMs } from '#lib/auth/rules.ts'
import type { SessionView } from '#lib/auth/schemas.ts'
import type { SessionLimits } from '#lib/auth/session-limits.ts'

/** Where a session stands: `idle` and `end`: it is near its end, and why. */
export type Standing = { kind: 'fine' } | { kind: 'idle' | 'end'; leftMs: number }

/**
 * How a session stands, so many milliseconds after the console told of it. Whichever end comes first counts; where both
 * do, the one that cannot be put off.
 */
export function standingOf(view: SessionView, sinceMs: number, limits: SessionLimits): Standing {
	const nowMs = Date.parse(view.now) + sinceMs
	const left = (at: string) => Math.max(0, Date.parse(at) - nowMs)
	const [endMs, idleMs] = [left(view.endsAt), left(view.idleEndsAt)]
	if (endMs <= warningMs(limits.maxMs) && endMs <= idleMs) return { kind: 'end', leftMs: endMs }
	if (idleMs <= warningMs(limits.idleMs)) return { kind: 'idle', leftMs: idleMs }
	return { kind: 'fine' }
}

/** Whether the identity provider saw the person a short while ago, by the console's clock. */
export function isConfirmed({ authenticatedAt, now }: SessionView): boolean {
	return isRecent(Date.parse(authenticatedAt), Date.parse(now))
}

/** How long is left, in words that change once a minute: a clock that ticks would be read out all the time. */
export function leftWords(leftMs: number): string {
	const minutes = Math.ceil(leftMs / 60_000)
	if (minutes <= 1) return 'less than a minute'
	return `${minutes} minutes`
}
