'use client'

import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useDone } from '#components/ui/use-done.ts'
import type { ScheduleView } from '#lib/schedules/schemas.ts'
import { EndingItem } from './ending-item.tsx'
import { isWrongEnd } from './ending-words.ts'
import { useEnding } from './use-ending.ts'

/** The ends of assignments: first those that went wrong or are late, then those that come soon. */
export function EndingList() {
	const { data, error } = useEnding()
	const { done, place, onDone } = useDone()
	const { wrong, coming } = partEnds(data ?? [])
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
					<h2 className="text-lead font-semibold text-ink">No assignment ends soon</h2>
					<p className="mt-1">
						Ends are listed here a few days ahead, and for as long as the pod has not confirmed them.
					</p>
				</Card>
			) : null}
			<Ends title="Need an officer, or are late" id="ends-wrong" ends={wrong} onDone={onDone} />
			<Ends title="Ending soon" id="ends-coming" ends={coming} onDone={onDone} />
		</div>
	)
}

function partEnds(ends: ScheduleView[]): { wrong: ScheduleView[]; coming: ScheduleView[] } {
	return { wrong: ends.filter(isWrongEnd), coming: ends.filter((end) => !isWrongEnd(end)) }
}

interface EndsProps {
	title: string
	id: string
	ends: ScheduleView[]
	onDone: (sentence: string) => void
}

function Ends({ title, id, ends, onDone }: EndsProps) {
	if (ends.length === 0) return null
	return (
		<Card aria-labelledby={id} className="overflow-hidden">
			<h2 id={id} className="px-5 py-3.5 font-semibold">
				{title} <span className="font-normal text-ink-3">{ends.length}</span>
			</h2>
			<ul>
				{ends.map((end) => (
					<EndingItem key={end.id} end={end} isWrong={isWrongEnd(end)} onDone={onDone} />
				))}
			</ul>
		</Card>
	)
}

function Loading() {
	return (
		<Card className="grid gap-4 px-5 py-4">
			<span className="sr-only">Reading the ends…</span>
			{[0, 1, 2].map((row) => (
				<Skeleton key={row} className="h-12 w-full" />
			))}
		</Card>
	)
}
