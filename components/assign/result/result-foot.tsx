import { Check, Copy } from 'lucide-react'
import { grouped } from '#components/directory/counted.ts'
import { Button } from '#components/ui/button.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { pairHref } from '../use-chosen-pair.ts'

/** Who made the change and why, its place in the record, and ways to carry it elsewhere. */
export function ResultFoot({ change }: { change: ChangeView }) {
	const { copied, copy } = useCopy()
	const Icon = copied ? Check : Copy
	return (
		<div className="grid gap-3 border-t border-line px-5 py-3.5">
			<p className="text-small text-ink-3 [overflow-wrap:anywhere]">
				{change.by} · <TimeText at={change.settledAt ?? change.createdAt} />
				<br />“{change.reason}”{change.ticket ? ` · ${change.ticket}` : ''}
			</p>
			<div className="flex flex-wrap items-center justify-between gap-2">
				<span className="text-ink-2">
					{change.sequence === null ? 'Not in the record yet' : `Record entry #${grouped(change.sequence)}`}
				</span>
				<span className="flex flex-wrap items-center gap-3 print:hidden">
					<a href={pairHref(change)} className="rounded-sm font-medium text-accent hover:underline">
						Link to this pair
					</a>
					<Button onClick={() => copy(JSON.stringify(change.assignment ?? change, null, 2))}>
						<Icon size={14} aria-hidden />
						{copied ? 'Copied' : 'Copy JSON'}
					</Button>
				</span>
			</div>
		</div>
	)
}
