import Link from 'next/link'
import type { ChangesInPeriod } from '#lib/audit/schemas.ts'
import { parts, totalOf } from './chart-parts.ts'

interface ChangesTableProps {
	periods: ChangesInPeriod[]
	unit: string
	hrefFor: (period: ChangesInPeriod) => string
}

/** The numbers of the chart, in words and figures. */
export function ChangesTable({ periods, unit, hrefFor }: ChangesTableProps) {
	const filled = periods.filter((period) => totalOf(period) > 0)
	if (filled.length === 0) return <p className="py-2 text-ink-2">No change in this time.</p>
	const cell = 'py-1 pr-6 text-right'
	return (
		<table className="mt-1.5 border-collapse tabular-nums">
			<caption className="sr-only">Changes per {unit}; those without a change are left out</caption>
			<thead>
				<tr className="text-ink-3">
					<th scope="col" className="py-1 pr-6 text-left font-semibold">
						{unit === 'day' ? 'Day' : `First day of the ${unit}`}
					</th>
					{parts.map(({ key, word }) => (
						<th key={key} scope="col" className={`${cell} font-semibold`}>
							{word}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{filled.map((period) => (
					<tr key={period.from}>
						<th scope="row" className="py-1 pr-6 text-left font-normal">
							<Link
								prefetch={false}
								href={hrefFor(period)}
								className="rounded-sm text-accent hover:underline"
							>
								{period.from}
							</Link>
						</th>
						{parts.map(({ key }) => (
							<td key={key} className={cell}>
								{period[key]}
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	)
}
