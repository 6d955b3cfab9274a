import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useId, useState } from 'react'
import { counted, grouped } from '#components/directory/counted.ts'
import { LinkToRequest } from '#components/requests/link-to-request.tsx'
import { Pill } from '#components/ui/pill.tsx'
import type { OperationView } from '#lib/audit/schemas.ts'
import { BreakGlassMark } from './break-glass-mark.tsx'
import { EntryLines } from './entry-lines.tsx'
import { PersonLink, SubjectLink } from './name-link.tsx'
import { outcomeOf } from './outcome-words.ts'
import { UtcTime } from './utc-time.tsx'
import { accessWords, actionWord, approvalWords } from './words.ts'

/** One operation as a row, on a narrow screen as a small card; its entries under it once it is opened. */
export function OperationRow({ operation, columns }: { operation: OperationView; columns: number }) {
	const [isOpen, setIsOpen] = useState(false)
	const id = useId()
	const { tone, word } = outcomeOf(operation)
	return (
		<tbody className="border-t border-line max-shell:block">
			<tr className="hover:bg-bg max-shell:grid max-shell:grid-cols-[1fr_auto] max-shell:gap-x-3 max-shell:px-4 max-shell:py-2.5 max-shell:leading-[26px]">
				<Cell className="max-shell:order-1">
					<span className="flex items-center gap-1">
						<button
							type="button"
							aria-expanded={isOpen}
							aria-controls={id}
							aria-label={`Entries of ${grouped(operation.sequence)}`}
							onClick={() => setIsOpen(!isOpen)}
							className="-ml-1.5 grid size-6 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-line hover:text-ink print:hidden"
						>
							<ChevronRight size={14} aria-hidden className={isOpen ? 'rotate-90' : ''} />
						</button>
						<Link
							prefetch={false}
							href={`/audit/${operation.sequence}`}
							className="id-text inline-flex min-h-6 min-w-6 items-center rounded-sm hover:text-accent hover:underline"
						>
							{grouped(operation.sequence)}
						</Link>
					</span>
				</Cell>
				<Cell className="text-ink-2 max-shell:order-7 max-shell:text-right max-shell:text-small">
					<UtcTime at={operation.at} short />
				</Cell>
				<Cell className="max-shell:order-6">
					<PersonLink entry={operation} />
				</Cell>
				<Cell className="max-shell:order-3 max-shell:font-semibold">
					<span title={actionWord(operation)}>{actionWord(operation)}</span>
				</Cell>
				<Subjects operation={operation} />
				<Cell className="max-shell:order-2 max-shell:text-right">
					<span className="flex flex-wrap gap-x-1.5 gap-y-1 max-shell:justify-end">
						<Pill tone={tone}>{word}</Pill>
						<BreakGlassMark breakGlass={operation.breakGlass} />
					</span>
				</Cell>
				<Cell className="max-shell:order-4 max-shell:text-right">
					<WantedBy operation={operation} />
				</Cell>
			</tr>
			{isOpen ? (
				<tr className="max-shell:block">
					<td id={id} colSpan={columns} className="bg-bg px-5 py-3.5 max-shell:block max-shell:px-4">
						<EntryLines operation={operation} />
					</td>
				</tr>
			) : null}
		</tbody>
	)
}

/** The ticket, or else the request. */
function WantedBy({ operation: { ticket, requestId } }: { operation: OperationView }) {
	if (ticket) {
		return (
			<span className="id-text" title={ticket}>
				{ticket}
			</span>
		)
	}
	return requestId === null ? null : <LinkToRequest id={requestId} />
}

/** What is told where there is neither group nor user: in full, over the place of both. */
const details =
	'text-ink-2 whitespace-normal! [overflow-wrap:anywhere] max-shell:order-5 max-shell:col-span-2'

function Subjects({ operation }: { operation: OperationView }) {
	const { groupId, groupName, userId, userName, count, approvals } = operation
	const access = accessWords(operation)
	if (access !== null) {
		return (
			<Cell columns={2} className={details}>
				<bdi>{access}</bdi>
			</Cell>
		)
	}
	if (groupId === null && userId === null) {
		return (
			<Cell columns={2} className={`${details} max-shell:empty:hidden`}>
				{count === null ? null : counted(count, 'entry', 'entries')}
				{approvals === null ? null : approvalWords[approvals]}
			</Cell>
		)
	}
	return (
		<>
			<Cell className="max-shell:order-5 max-shell:col-span-2">
				<SubjectLink kind="group" id={groupId} name={groupName} />
			</Cell>
			<Cell className="max-shell:order-5 max-shell:col-span-2">
				<SubjectLink kind="user" id={userId} name={userName} />
			</Cell>
		</>
	)
}

interface CellProps {
	className?: string
	/** How many it takes; one, where it does not say. */
	columns?: number
	children: ReactNode
}

function Cell({ className = '', columns, children }: CellProps) {
	return (
		<td
			colSpan={columns}
			className={`truncate px-3 py-[9.5px] first:pl-5 last:pr-5 max-shell:p-0! ${className}`}
		>
			{children}
		</td>
	)
}
