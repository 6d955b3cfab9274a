import Link from 'next/link'
import { counted } from '#components/directory/counted.ts'
import { Card } from '#components/ui/card.tsx'
import { auditHref, type FilterParams } from '#lib/audit/rules.ts'
import type { ChangesInPeriod, ChangesOverTime } from '#lib/audit/schemas.ts'
import { utcDate, utcDay } from '#lib/utc-words.ts'
import { ChangesTable } from './changes-table.tsx'
import { parts, totalOf } from './chart-parts.ts'

const height = 96

interface ChangesChartProps {
	changes: ChangesOverTime
	params: FilterParams
}

/** Changes over the chosen range; each bar leads to its days. The same numbers are there as a table. */
export function ChangesChart({ changes: { unit, periods, countedFrom }, params }: ChangesChartProps) {
	const isCut = ({ from }: ChangesInPeriod) => countedFrom !== null && from <= countedFrom
	const most = Math.max(...periods.map(totalOf), 1)
	const hrefFor = ({ from, to }: ChangesInPeriod) => auditHref({ ...params, range: undefined, from, to })
	return (
		<Card aria-labelledby="changes-chart" className="px-5 py-4">
			<div className="mb-3.5 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1.5">
				<h2 id="changes-chart" className="font-semibold">
					Changes per {unit}
				</h2>
				<ul className="flex flex-wrap gap-x-4 text-small text-ink-2">
					{parts.map(({ key, word, look }) => (
						<li key={key} className="flex items-center gap-1.5">
							<span aria-hidden="true" className={`size-2.5 rounded-[3px] forced-colors:border ${look}`} />
							{word}
						</li>
					))}
				</ul>
			</div>
			<div
				aria-hidden="true"
				className="relative flex items-end gap-[2px] border-b border-line"
				style={{ height }}
			>
				{sumOf(periods) === 0 ? (
					<p className="pointer-events-none absolute inset-0 grid place-items-center text-ink-3">
						No change in this time.
					</p>
				) : null}
				{periods.map((period) => (
					<Link
						key={period.from}
						prefetch={false}
						href={hrefFor(period)}
						tabIndex={-1}
						title={isCut(period) ? `${inWords(period)}; not all are counted` : inWords(period)}
						className={`flex h-full max-w-16 min-w-0 flex-1 flex-col-reverse rounded-t-[3px] hover:bg-line ${isCut(period) ? 'bg-hatched' : ''}`}
					>
						{parts.map(({ key, look }) =>
							period[key] > 0 ? (
								<span
									key={key}
									className={`min-h-[2px] last:rounded-t-[3px] forced-colors:border ${look}`}
									style={{ height: (period[key] / most) * height }}
								/>
							) : null,
						)}
					</Link>
				))}
			</div>
			<Axis periods={periods} />
			{countedFrom ? <CutNote total={sumOf(periods)} day={countedFrom} /> : null}
			<details className="mt-1.5 text-small print:hidden">
				<summary className="w-fit rounded-sm text-ink-3 hover:text-ink">As a table</summary>
				<ChangesTable periods={periods} unit={unit} hrefFor={hrefFor} />
			</details>
		</Card>
	)
}

function inWords(period: ChangesInPeriod): string {
	const { from, to, applied, unknown, refused } = period
	const when = from === to ? from : `${from} to ${to}`
	return `${when}: ${counted(totalOf(period), 'change', 'changes')} (${applied} applied, ${unknown} unknown for a while, ${refused} refused)`
}

function dayWord(day: string): string {
	if (day === new Date().toISOString().slice(0, 10)) return 'Today'
	const isThisYear = Number(day.slice(0, 4)) === new Date().getUTCFullYear()
	return (isThisYear ? utcDay : utcDate)(new Date(day))
}

/** Some days by name: the first, the last and what lies between at even steps. */
function Axis({ periods }: { periods: ChangesInPeriod[] }) {
	const steps = Math.min(4, periods.length)
	const shown = Array.from({ length: steps }, (_, step) =>
		periods.at(steps === 1 ? 0 : Math.round((step * (periods.length - 1)) / (steps - 1))),
	)
	return (
		<div aria-hidden="true" className="mt-1.5 flex justify-between text-small text-ink-3">
			{shown.map((period) => (period ? <span key={period.from}>{dayWord(period.from)}</span> : null))}
		</div>
	)
}

const sumOf = (periods: ChangesInPeriod[]) => periods.reduce((sum, period) => sum + totalOf(period), 0)

/** What the picture does not show. */
function CutNote({ total, day }: { total: number; day: string }) {
	const word = dayWord(day)
	return (
		<p className="mt-1.5 text-small text-ink-2">
			Counted are the newest {counted(total, 'change', 'changes')} that fit, back to{' '}
			{word === 'Today' ? 'today' : word}. Choose a shorter time, or filter further, to count those before.
		</p>
	)
}
