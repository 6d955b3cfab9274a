import { counted } from '#components/directory/counted.ts'
import { TimeText } from '#components/ui/time-text.tsx'
import type { ScheduleView } from '#lib/schedules/schemas.ts'

/** What was tried of an end that is not reached yet, what came of it, and when it is tried next. */
export function WhatWasTried({ end: { state, attempts, problem, nextTryAt } }: { end: ScheduleView }) {
	if (attempts === 0 && problem === null) return null
	return (
		<div className="rounded-field bg-bad-soft px-3.5 py-2 text-note text-bad forced-colors:border">
			{problem === null ? null : <p className="[overflow-wrap:anywhere]">{problem}</p>}
			<p>
				{attempts > 0 ? `Tried ${counted(attempts, 'time', 'times')}. ` : null}
				{state === 'set' ? (
					<>
						{attempts === 0 ? 'Not tried yet. ' : null}
						Tried next at <TimeText at={nextTryAt} short />.
					</>
				) : (
					`It is not tried ${attempts === 0 ? '' : 'again '}by itself.`
				)}
			</p>
		</div>
	)
}
