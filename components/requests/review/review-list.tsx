'use client'

import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useDone } from '#components/ui/use-done.ts'
import { ReviewItem } from './review-item.tsx'
import { useToReview } from './use-review.ts'

/** The changes under break-glass that another officer must still sign off, the oldest first. */
export function ReviewList() {
	const { data, error } = useToReview()
	const { done, place, onDone } = useDone()
	return (
		<div ref={place} tabIndex={-1} className="grid gap-5 outline-none">
			<p role="status" className="text-note text-ok empty:hidden">
				{done}
			</p>
			{error ? (
				<p role="alert" className="text-note text-bad">
					{error.message}
				</p>
			) : null}
			{data === undefined && !error ? <Loading /> : null}
			{data?.length === 0 ? (
				<Card className="px-5 py-8 text-center text-ink-2">
					<h2 className="text-lead font-semibold text-ink">Nothing to review</h2>
					<p className="mt-1">
						What an administrator applied at once waits here until another officer has signed it off.
					</p>
				</Card>
			) : null}
			{data && data.length > 0 ? (
				<Card aria-labelledby="to-review" className="overflow-hidden">
					<h2 id="to-review" className="px-5 py-3.5 font-semibold">
						Break-glass to review <span className="font-normal text-ink-3">{data.length}</span>
					</h2>
					<ul>
						{data.map((change) => (
							<ReviewItem key={change.id} change={change} onDone={onDone} />
						))}
					</ul>
				</Card>
			) : null}
		</div>
	)
}

function Loading() {
	return (
		<Card className="grid gap-4 px-5 py-4">
			<span className="sr-only">Reading what is to be reviewed…</span>
			{[0, 1].map((row) => (
				<Skeleton key={row} className="h-16 w-full" />
			))}
		</Card>
	)
}
