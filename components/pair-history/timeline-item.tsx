import { Undo2 } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { StateStep } from '#components/assign/pair-state.tsx'
import { ReasonWords } from '#components/assign/reason-words.tsx'
import { describeOutcome } from '#components/assign/result/outcome.ts'
import { UtcTime } from '#components/audit/utc-time.tsx'
import { grouped } from '#components/directory/counted.ts'
import { Pill } from '#components/ui/pill.tsx'
import { UndoButton } from '#components/undo/undo-button.tsx'
import type { ChangeView, PairChange } from '#lib/changes/schemas.ts'

interface TimelineItemProps {
	change: PairChange
	/** The changes on this page: only those can be led to. */
	shown: ReadonlySet<string>
	onAnswer: (change: ChangeView) => void
}

/** One change: what it was to do and what became of it, by whom and why, and how it hangs together with others. */
export function TimelineItem({ change, shown, onAnswer }: TimelineItemProps) {
	const { tone, short } = describeOutcome(change)
	const { undoes, undoneBy } = change
	return (
		<li
			id={`change-${change.id}`}
			className="relative grid gap-1.5 py-3.5 pr-5 pl-11 before:absolute before:inset-y-0 before:left-[25px] before:w-px before:bg-line first:before:top-[26px] last:before:bottom-auto last:before:h-[26px] only:before:hidden after:absolute after:top-[21px] after:left-[21px] after:size-[9px] after:rounded-full after:border-2 after:border-field after:bg-surface target:bg-bg print:break-inside-avoid"
		>
			<p className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:pr-20">
				<StateStep before={change.stateBefore} active={change.active} />
				<Pill tone={tone}>{short}</Pill>
			</p>
			<p className="flex flex-wrap gap-x-3 gap-y-0.5 text-note text-ink-2">
				<span className="font-medium text-ink">{change.by}</span>
				<UtcTime at={change.createdAt} />
				{change.ticket ? <span className="id-text">{change.ticket}</span> : null}
				{change.sequence === null ? null : (
					<Link
						prefetch={false}
						href={`/audit/${change.sequence}`}
						className="rounded-sm font-medium text-accent hover:underline"
					>
						Audit entry #{grouped(change.sequence)}
					</Link>
				)}
			</p>
			<p className="max-w-[80ch] [overflow-wrap:anywhere]">
				<ReasonWords reason={change.reason} />
			</p>
			{undoneBy ? (
				<Mark to={shown.has(undoneBy.changeId) ? undoneBy.changeId : null}>
					Undone by {undoneBy.by}, <UtcTime at={undoneBy.at} />
				</Mark>
			) : null}
			{undoes ? (
				<Mark to={shown.has(undoes) ? undoes : null}>
					{change.state === 'applied' ? 'Undoes' : 'Was to undo'} an earlier change
				</Mark>
			) : null}
			<div className="empty:hidden max-sm:mt-1 sm:absolute sm:top-2.5 sm:right-5 print:hidden">
				<UndoButton change={change} size="small" onAnswer={onAnswer} />
			</div>
		</li>
	)
}

/** How a change hangs together with another; leads to that one where it is on this page. */
function Mark({ to, children }: { to: string | null; children: ReactNode }) {
	return (
		<p className="flex items-start gap-1.5 text-note text-ink-2">
			<Undo2 size={14} aria-hidden className="mt-[3px] shrink-0 text-ink-3" />
			{to === null ? (
				<span>{children}</span>
			) : (
				<a href={`#change-${to}`} className="rounded-sm hover:text-accent hover:underline">
					{children}
				</a>
			)}
		</p>
	)
}
