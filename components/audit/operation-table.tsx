'use client'

import { Card } from '#components/ui/card.tsx'
import type { OperationView } from '#lib/audit/schemas.ts'
import { OperationRow } from './operation-row.tsx'

/** A number from a million on needs more room than most records ever do. */
const entryWidth = (operations: OperationView[]) =>
	operations.some(({ sequence }) => sequence > 999_999) ? 'w-[8.25rem]' : 'w-[6.25rem]'

const columns: [string, string][] = [
	['Entry', ''],
	['When', 'w-[11rem]'],
	['Who', 'w-[8.25rem]'],
	['What', 'w-[10rem]'],
	['Group or details', ''],
	['User', ''],
	['Outcome', 'w-[12rem]'],
	['Ticket', 'w-[7.25rem]'],
]

/** The operations of one page, one row each; a row opens to show its entries. */
export function OperationTable({ operations }: { operations: OperationView[] }) {
	return (
		<Card className="overflow-hidden">
			<table className="w-full table-fixed border-collapse text-left max-shell:block">
				<caption className="sr-only">Operations in the record, newest first</caption>
				<thead className="max-shell:sr-only">
					<tr>
						{columns.map(([column, width]) => (
							<th
								key={column}
								scope="col"
								className={`px-3 py-[11px] text-[0.75rem] font-semibold text-ink-3 first:pl-5 last:pr-5 ${column === 'Entry' ? entryWidth(operations) : width}`}
							>
								{column}
							</th>
						))}
					</tr>
				</thead>
				{operations.map((operation) => (
					<OperationRow key={operation.sequence} operation={operation} columns={columns.length} />
				))}
			</table>
		</Card>
	)
}
