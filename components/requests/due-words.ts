import { utcDate, utcMinute } from '#lib/utc-words.ts'

/** Spans of time as the queue says them. All moments are epoch milliseconds. */

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** `40 min`, `3 h`, `2 days`: whole ones, so that no more is promised than there is. */
function span(ms: number): string {
	if (ms < hourMs) return `${Math.max(1, Math.floor(ms / minuteMs))} min`
	if (ms < 2 * dayMs) return `${Math.floor(ms / hourMs)} h`
	return `${Math.floor(ms / dayMs)} days`
}

/** How long there is left to decide, or how long that has been over. */
export function dueWords(dueMs: number, nowMs: number): { text: string; isOverdue: boolean } {
	const leftMs = dueMs - nowMs
	return leftMs < 0
		? { text: `overdue ${span(-leftMs)}`, isOverdue: true }
		: { text: `due in ${span(leftMs)}`, isOverdue: false }
}

const units = [
	[dayMs, 'day'],
	[hourMs, 'hour'],
	[minuteMs, 'minute'],
] as const

/** `25 minutes ago`. */
export function agoWords(atMs: number, nowMs: number): string {
	const passedMs = Math.max(0, nowMs - atMs)
	const unit = units.find(([ms]) => passedMs >= ms)
	if (!unit) return 'just now'
	const count = Math.floor(passedMs / unit[0])
	return `${count} ${unit[1]}${count === 1 ? '' : 's'} ago`
}

/** `4 Mar 2026` in UTC. */
export const dayWords = (atMs: number) => utcDate(new Date(atMs))

/** `30 Nov 2026, 18:00 UTC`. */
export const minuteWords = (atMs: number) => utcMinute(new Date(atMs))
