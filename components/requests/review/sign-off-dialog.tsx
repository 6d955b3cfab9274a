import { WordsDialog } from '#components/ui/words-dialog.tsx'
import { reasonProblem } from '#lib/changes/rules.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { useSignOff } from './use-review.ts'

interface SignOffDialogProps {
	change: ChangeView
	onClose: () => void
	/** Told in a sentence what was done. */
	onDone: (sentence: string) => void
}

/** Asks what was found before a change under break-glass is signed off. */
export function SignOffDialog({ change, onClose, onDone }: SignOffDialogProps) {
	const signOff = useSignOff()
	const about = `${change.userName ?? change.userId}, ${change.groupName ?? change.groupId}`
	return (
		<WordsDialog
			title="Sign off this break-glass change"
			field={{ label: 'Note', hint: 'what you looked at; kept in the audit record' }}
			problemOf={reasonProblem}
			buttons={{ submit: 'Sign off', cancel: 'Not yet' }}
			onClose={onClose}
			onDone={() => onDone(`Signed off: ${about}.`)}
			onSubmit={(note) => signOff(change.id, note)}
		>
			<p>
				{change.active ? 'Assigned' : 'Unassigned'} by {change.by} without another officer: {about}. Signing
				off changes nothing on the pod; where the change was wrong, undo it.
			</p>
		</WordsDialog>
	)
}
