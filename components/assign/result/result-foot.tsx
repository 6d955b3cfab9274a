import { Check, Copy } from 'lucide-react'
import Link from 'next/link'
import { grouped } from '#components/directory/counted.ts'
import { pairHistoryHref } from '#components/pair-history/pair-history-href.ts'
import { LinkToRequest } from '#components/requests/link-to-request.tsx'
import { Button } from '#components/ui/button.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import { UndoButton } from '#components/undo/undo-button.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { ReasonWords } from '../reason-words.tsx'
import { pairHref } from '../use-chosen-pair.ts'

interface ResultFootProps {
	change: ChangeView
	/** Given the change that took this one back. */
	onAnswer: (change: ChangeView) => void
}

const linkLook = 'rounded-sm font-medium text-accent hover:underline'

/** Who made the change and why, its place in the record, and ways to carry it elsewhere or take it back. */
export function ResultFoot({ change, onAnswer }: ResultFootProps) {
	const { copied, copy } = useCopy()
	const Icon = copied ? Check : Copy
	return (
		<div className="grid gap-3 border-t border-line px-5 py-3.5">
			<p className="text-small text-ink-3 [overflow-wrap:anywhere]">
				{change.by} · <TimeText at={change.settledAt ?? change.createdAt} />
				<br />
				<ReasonWords reason={change.reason} />
				{change.ticket ? ` · ${change.ticket}` : ''}
			</p>
			<div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
				{change.sequence === null ? (
					<span className="text-ink-2">Not in the record yet</span>
				) : (
					<Link prefetch={false} href={`/audit/${change.sequence}`} className={linkLook}>
						Audit entry #{grouped(change.sequence)}
					</Link>
				)}
				<span className="flex flex-wrap items-center gap-2.5 print:hidden">
					<Button onClick={() => copy(JSON.stringify(change.assignment ?? change, null, 2))}>
						<Icon size={14} aria-hidden />
						{copied ? 'Copied' : 'Copy JSON'}
					</Button>
					<UndoButton key={change.id} change={change} onAnswer={onAnswer} />
				</span>
			</div>
			<p className="flex flex-wrap gap-x-4 gap-y-1 text-note print:hidden">
				{change.requestId === null ? null : <LinkToRequest id={change.requestId} />}
				<Link prefetch={false} href={pairHistoryHref(change)} className={linkLook}>
					History of this assignment
				</Link>
				<a href={pairHref(change)} className={linkLook}>
					Link to this pair
				</a>
			</p>
		</div>
	)
}
