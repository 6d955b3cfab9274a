import { isWrongEnd } from '#components/schedules/ending-words.ts'
import { WhatWasTried } from '#components/schedules/what-was-tried.tsx'
import type { RequestView } from '#lib/requests/schemas.ts'
import { minuteWords } from '../due-words.ts'

/** When the pair's assignment ends by itself; where that is late or was stopped, what was tried. */
export function StandingEnd({ request: { standingEnd, schedule } }: { request: RequestView }) {
	if (schedule && isWrongEnd(schedule)) {
		return (
			<div className="mt-1 grid gap-1.5">
				<p className="font-semibold text-bad">
					Should have ended {minuteWords(Date.parse(schedule.endsAt))}, by request {schedule.requestId}
				</p>
				<WhatWasTried end={schedule} />
			</div>
		)
	}
	if (!standingEnd) return null
	return (
		<p className="text-small text-ink-2">
			Ends on {minuteWords(Date.parse(standingEnd.endsAt))}
			{standingEnd.requestId === null ? '' : `, by request ${standingEnd.requestId}`}
		</p>
	)
}
