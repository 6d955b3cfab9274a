import { type AuditRange, usualRange } from './rules.ts'
import type { AuditFilter } from './schemas.ts'

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
