import type { ReactNode } from 'react'
import { LinkToRequest } from '#components/requests/link-to-request.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { describeOutcome } from '../result/outcome.ts'
import { pairHref } from '../use-chosen-pair.ts'

interface RecentRowProps {
	change: ChangeView
	onOpen: (change: ChangeView) => void
}

/** One change as a line of the table; on a phone, as a small card. */
export function RecentRow({ change, onOpen }: RecentRowProps) {
	const { tone, short } = describeOutcome(change)
	return (
		<tr className="relative hover:bg-bg max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-t max-sm:border-line max-sm:px-4 max-sm:py-3">
			<Cell className="text-ink-2 max-sm:order-4 max-sm:col-span-2 max-sm:text-small">
				<TimeText at={change.createdAt} short />
			</Cell>
			<Cell className="max-sm:order-3 max-sm:col-span-2">
				{change.active ? 'Assign' : 'Unassign'}
				<Request id={change.requestId} />
				<span className="text-ink-3 sm:hidden">
					{' '}
					· <bdi>{change.userName ?? change.userId}</bdi> · by {change.by}
				</span>
			</Cell>
			<Cell className="max-sm:order-1">
				<a
					href={pairHref(change)}
					onClick={(event) => {
						if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
						event.preventDefault()
						onOpen(change)
					}}
					className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent max-sm:font-semibold"
				>
					<NameOrId name={change.groupName} id={change.groupId} />
				</a>
			</Cell>
			<Cell className="max-sm:hidden">
				<NameOrId name={change.userName} id={change.userId} />
			</Cell>
			<Cell className="max-sm:hidden">{change.by}</Cell>
			<Cell className="max-sm:order-2">
				<span className="flex flex-wrap gap-x-1.5 gap-y-1">
					<Pill tone={tone}>{short}</Pill>
					{change.breakGlass ? <Pill tone="bad">Break-glass</Pill> : null}
				</span>
			</Cell>
		</tr>
	)
}

/** Above the link to the pair that covers the whole row. */
function Request({ id }: { id: number | null }) {
	if (id === null) return null
	return (
		<span className="relative z-[1] ml-2 text-note">
			<LinkToRequest id={id} />
		</span>
	)
}

function Cell({ className, children }: { className: string; children: ReactNode }) {
	return (
		<td
			className={`truncate px-3 py-[9px] first:pl-5 last:pr-5 sm:border-t sm:border-line max-sm:p-0! ${className}`}
		>
			{children}
		</td>
	)
}

function NameOrId({ name, id }: { name: string | null; id: string }) {
	if (name === null) return <span className="id-text">{id}</span>
	return <bdi title={`${name} · ${id}`}>{name}</bdi>
}
