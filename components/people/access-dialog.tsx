import { heed } from '#components/api/heed.ts'
import { viewer } from '#components/api/viewer.ts'
import { counted } from '#components/directory/counted.ts'
import { WordsDialog } from '#components/ui/words-dialog.tsx'
import type { ActionResult } from '#lib/action.ts'
import { reasonProblem } from '#lib/changes/rules.ts'
import { disablePersonAction, enablePersonAction } from '#lib/people/actions.ts'
import type { PersonView } from '#lib/people/schemas.ts'

interface AccessDialogProps {
	person: PersonView
	onClose: () => void
	/** Told in a sentence what was done. */
	onDone: (sentence: string) => void
}

/** Says what it means to shut somebody out, or to let them in again, and asks why. */
export function AccessDialog({ person, onClose, onDone }: AccessDialogProps) {
	const { id: personId, name, disabled } = person
	const words = disabled ? enabling(name) : disabling(name)
	return (
		<WordsDialog
			title={words.title}
			field={{ label: 'Reason', hint: 'kept in the audit record' }}
			problemOf={reasonProblem}
			buttons={{ submit: words.submit, cancel: 'Cancel' }}
			look={disabled ? 'primary' : 'danger'}
			onClose={onClose}
			onDone={() => onDone(words.done)}
			onSubmit={(reason) =>
				refusalOf((disabled ? enablePersonAction : disablePersonAction)({ personId, reason }, viewer()))
			}
		>
			{disabled ? (
				<p>They can sign in again, with the role that the identity provider gives them then.</p>
			) : (
				<WhatItMeans person={person} />
			)}
		</WordsDialog>
	)
}

const enabling = (name: string) => ({
	title: `Enable ${name}`,
	submit: 'Enable',
	done: `Enabled: ${name} can sign in again.`,
})
const disabling = (name: string) => ({
	title: `Disable ${name}`,
	submit: 'Disable',
	done: `Disabled: ${name} is refused from now on.`,
})

function WhatItMeans({ person: { openSessions, claimedRequests, openRequests } }: { person: PersonView }) {
	return (
		<ul className="grid list-disc gap-1 pl-4">
			<li>
				They are refused with their next click, and cannot sign in
				{openSessions > 0 ? `; ${counted(openSessions, 'open session ends', 'open sessions end')}` : ''}.
			</li>
			{claimedRequests > 0 ? (
				<li>
					{counted(claimedRequests, 'request', 'requests')} that they had claimed{' '}
					{claimedRequests === 1 ? 'is' : 'are'} free for others again.
				</li>
			) : null}
			{openRequests > 0 ? (
				<li>
					{counted(openRequests, 'request', 'requests')} of their own still{' '}
					{openRequests === 1 ? 'waits' : 'wait'} for a decision.
				</li>
			) : null}
			<li>What they approved and applied stands.</li>
		</ul>
	)
}

/** Why an action was not taken, in a sentence; `null` where it was. */
export async function refusalOf(answer: Promise<ActionResult<unknown>>): Promise<string | null> {
	try {
		const result = await heed(answer)
		return result.ok ? null : result.message
	} catch {
		return 'The console gave no answer, so whether it was done is not known. Load the page again to see it.'
	}
}
