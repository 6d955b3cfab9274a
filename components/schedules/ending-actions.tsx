import Link from 'next/link'
import { useState } from 'react'
import { useRefusal } from '#components/api/use-refusal.ts'
import { viewer } from '#components/api/viewer.ts'
import { newRequestHref } from '#components/requests/new-request-href.ts'
import { Button } from '#components/ui/button.tsx'
import { letEndAction } from '#lib/schedules/actions.ts'
import type { ScheduleView } from '#lib/schedules/schemas.ts'
import { DropDialog } from './drop-dialog.tsx'
import { nameOfEnd } from './ending-words.ts'
import { useScheduleAction } from './use-ending.ts'

interface EndingActionsProps {
	end: ScheduleView
	/** Told in a sentence what was done. */
	onDone: (sentence: string) => void
}

/** What the viewer may do with an end. */
export function EndingActions({ end, onDone }: EndingActionsProps) {
	const run = useScheduleAction()
	const [isBusy, setIsBusy] = useState(false)
	const [isDropping, setIsDropping] = useState(false)
	const [refusal, setRefusal] = useRefusal()
	const { offers } = end
	if (offers.length === 0) return null

	const letEnd = async () => {
		setIsBusy(true)
		const problem = await run(() => letEndAction({ scheduleId: end.id }, viewer()))
		setIsBusy(false)
		setRefusal(problem)
		if (problem === null) onDone(`Ends as planned: ${nameOfEnd(end)}.`)
	}
	return (
		<>
			{refusal ? (
				<p role="alert" className="text-note text-bad">
					{refusal}
				</p>
			) : null}
			<div className="mt-1 flex flex-wrap items-center gap-2 print:hidden">
				{offers.includes('extend') ? (
					<Link
						prefetch={false}
						href={newRequestHref(end, 'set_end')}
						className="inline-flex min-h-[30px] items-center rounded-field border border-line-strong px-2.5 text-note font-semibold text-ink-2 hover:bg-bg hover:text-ink"
					>
						Extend
						<span className="sr-only">: {nameOfEnd(end)}</span>
					</Link>
				) : null}
				{offers.includes('let_end') ? (
					<Button size="small" busy={isBusy} onClick={() => void letEnd()}>
						Let it end
						<span className="sr-only">: {nameOfEnd(end)}</span>
					</Button>
				) : null}
				{offers.includes('drop') ? (
					<Button size="small" aria-haspopup="dialog" onClick={() => setIsDropping(true)}>
						Take the end away
						<span className="sr-only">: {nameOfEnd(end)}</span>
					</Button>
				) : null}
			</div>
			{isDropping ? <DropDialog end={end} onClose={() => setIsDropping(false)} onDone={onDone} /> : null}
		</>
	)
}
