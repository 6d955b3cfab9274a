import type { Ref } from 'react'
import { Card } from '#components/ui/card.tsx'
import type { ChangeView, PairChange } from '#lib/changes/schemas.ts'
import { TimelineItem } from './timeline-item.tsx'

interface TimelineProps {
	changes: PairChange[]
	headingRef: Ref<HTMLHeadingElement>
	seesAll: boolean
	/** Given a change that took another back. */
	onAnswer: (change: ChangeView) => void
}

/** The changes of a pair, one item each, newest first. */
export function Timeline({ changes, headingRef, seesAll, onAnswer }: TimelineProps) {
	const shown = new Set(changes.map(({ id }) => id))
	return (
		<Card aria-labelledby="pair-changes" className="overflow-hidden">
			<h2
				id="pair-changes"
				ref={headingRef}
				tabIndex={-1}
				className="px-5 pt-3.5 pb-2 font-semibold outline-none"
			>
				{seesAll ? 'Changes' : 'Your changes'}
			</h2>
			<ol>
				{changes.map((change) => (
					<TimelineItem key={change.id} change={change} shown={shown} onAnswer={onAnswer} />
				))}
			</ol>
		</Card>
	)
}
