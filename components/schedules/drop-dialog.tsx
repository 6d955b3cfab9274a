import { viewer } from '#components/api/viewer.ts'
import { TimeText } from '#components/ui/time-text.tsx'
import { WordsDialog } from '#components/ui/words-dialog.tsx'
import { reasonProblem } from '#lib/changes/rules.ts'
import { dropScheduleAction } from '#lib/schedules/actions.ts'
import type { ScheduleView } from '#lib/schedules/schemas.ts'
import { nameOfEnd } from './ending-words.ts'
import { useScheduleAction } from './use-ending.ts'

interface DropDialogProps {
	end: ScheduleView
	onClose: () => void
	/** Told in a sentence what was done. */
	onDone: (sentence: string) => void
}

/** Asks why an assignment is to stand without the end that it had. */
export function DropDialog({ end, onClose, onDone }: DropDialogProps) {
	const run = useScheduleAction()
	return (
		<WordsDialog
			title="Take the end away"
			field={{ label: 'Reason', hint: 'kept in the audit record' }}
			problemOf={reasonProblem}
			buttons={{ submit: 'Take the end away', cancel: 'Keep it' }}
			onClose={onClose}
			onDone={() => onDone(`Without an end now: ${nameOfEnd(end)}.`)}
			onSubmit={(reason) => run(() => dropScheduleAction({ scheduleId: end.id, reason }, viewer()))}
		>
			<p>
				{nameOfEnd(end)}, to end <TimeText at={end.endsAt} />. Nothing is sent to the pod: the assignment
				stays as it is there, and does not end by itself any more.
			</p>
		</WordsDialog>
	)
}
