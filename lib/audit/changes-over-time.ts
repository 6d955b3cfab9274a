import 'server-only'
import { eq } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { countMatching } from './count-matching.ts'
import { readDayCounts } from './day-counts.ts'
import { viewerOf } from './matching.ts'
import { type AuditFilter, auditFilterSchema, type ChangesInPeriod, type ChangesOverTime } from './schemas.ts'
import { dayText, periodsBetween, timesOf, unitFor } from './times.ts'

/**
 * Changes per day (week, month, where there are many days) of the range that a filter names, by what became of
 * them; days of UTC, those without a change included. Where more changes fit than are counted at one look, the newest
 * are, and `countedFrom` says how far back. `filter` is an `auditFilterSchema`.
 * @throws AppError `forbidden`, `invalid_input`
 */
export async function countChanges(actor: Actor, filter: unknown): Promise<ChangesOverTime> {
	requirePermission(actor, 'read_own_record')
	const parsed = parseInput(auditFilterSchema, filter)
	const [fromMs, toMs] = await daysOf(parsed)
	const unit = unitFor(fromMs, toMs)
	const viewer = viewerOf(actor)
	const { counts, countedFrom } =
		viewer === 'everything' && fitsEveryChange(parsed)
			? { counts: await readDayCounts(dayText(fromMs), dayText(toMs), unit), countedFrom: null }
			: await countMatching(viewer, parsed, unit)
	const periods = periodsBetween(fromMs, toMs, unit).map(
		(period): ChangesInPeriod => ({
			...period,
			...(counts.get(period.from) ?? { applied: 0, unknown: 0, refused: 0 }),
		}),
	)
	return { unit, periods, countedFrom }
}

/** Whether it leaves out no change of its days. */
const fitsEveryChange = ({ range: _, from: __, to: ___, signIns: ____, ...rest }: AuditFilter) =>
	Object.values(rest).every((value) => !value)

/** First and last day of the range; without a limit, or with one that is years away, from the record's first entry. */
async function daysOf(filter: AuditFilter): Promise<[fromMs: number, toMs: number]> {
	const { from, to } = timesOf(filter)
	const lastMs = Math.min(to ? to.getTime() - 1 : Date.now(), Date.now())
	if (from && unitFor(from.getTime(), lastMs) !== 'month') return [Math.min(from.getTime(), lastMs), lastMs]
	const [first] = await getDatabase().select({ time: entries.time }).from(entries).where(eq(entries.seq, 1))
	const firstMs = Math.max(first?.time.getTime() ?? lastMs, from?.getTime() ?? 0)
	return [Math.min(firstMs, lastMs), lastMs]
}
