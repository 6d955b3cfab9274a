import { type AuditRange, usualRange } from './rules.ts'
import type { AuditFilter, ChangesOverTime } from './schemas.ts'

const dayMs = 86_400_000

/** Days that a range reaches back, today included. */
const daysOf: Record<Exclude<AuditRange, 'all'>, number> = {
	today: 1,
	'7d': 7,
	'6w': 42,
	'90d': 90,
	'1y': 365,
}

/** Midnight (UTC) at which the day of a moment begins. */
const startOfDay = (atMs: number) => Math.floor(atMs / dayMs) * dayMs

/** From when to before when a filter reaches; `null`: without limit. Days are those of UTC. */
export function timesOf(
	{ range, from, to }: Pick<AuditFilter, 'range' | 'from' | 'to'>,
	nowMs = Date.now(),
): { from: Date | null; to: Date | null } {
	if (from || to) {
		return {
			from: from ? new Date(Date.parse(from)) : null,
			to: to ? new Date(Date.parse(to) + dayMs) : null,
		}
	}
	const chosen = range ?? usualRange
	if (chosen === 'all') return { from: null, to: null }
	return { from: new Date(startOfDay(nowMs) - (daysOf[chosen] - 1) * dayMs), to: null }
}

/** `2026-01-31`, in UTC. */
export const dayText = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)

/** So that a chart has a hundred bars at most, or one a month. */
export function unitFor(fromMs: number, toMs: number): ChangesOverTime['unit'] {
	const days = (startOfDay(toMs) - startOfDay(fromMs)) / dayMs + 1
	return days <= 100 ? 'day' : days <= 700 ? 'week' : 'month'
}

/** The day on which the period of a moment begins: itself, its Monday, the first of its month. */
function startOf(atMs: number, unit: ChangesOverTime['unit']): number {
	const date = new Date(startOfDay(atMs))
	if (unit === 'week') return date.getTime() - ((date.getUTCDay() + 6) % 7) * dayMs
	return unit === 'month' ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) : date.getTime()
}

/** Days, weeks or months that cover a range, by their first and last days. */
export function periodsBetween(fromMs: number, toMs: number, unit: ChangesOverTime['unit']) {
	const periods: { from: string; to: string }[] = []
	for (let start = startOf(fromMs, unit); start <= toMs; ) {
		// A month later is in the next month whatever its length; a week is seven days of UTC, which has no clock changes.
		const next = startOf(start + { day: 1, week: 7, month: 31 }[unit] * dayMs, unit)
		periods.push({ from: dayText(start), to: dayText(next - dayMs) })
		start = next
	}
	return periods
}
