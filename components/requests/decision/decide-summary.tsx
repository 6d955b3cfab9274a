import type { Ref } from 'react'
import { stateWords } from '#components/assign/pair-state.tsx'
import { useModifierKey } from '#components/ui/use-modifier-key.ts'
import type { DecisionPair, RequestView } from '#lib/requests/schemas.ts'
import { isLastApproval, requestTitle } from '../words.ts'
import { describeAfter } from './after-words.ts'
import type { Verb } from './use-decide.ts'

interface DecideSummaryProps {
	/** Of which the ids of title and text are made. */
	id: string
	verb: Verb
	request: RequestView
	shown: DecisionPair | undefined
	headingRef: Ref<HTMLHeadingElement>
}

/** What is about to be decided, in one view: nothing happens before the key that decides. */
export function DecideSummary({ id, verb, request, shown, headingRef }: DecideSummaryProps) {
	const modifier = useModifierKey()
	return (
		<div>
			<h3
				id={`${id}-title`}
				ref={headingRef}
				tabIndex={-1}
				className="font-semibold outline-none [overflow-wrap:anywhere]"
			>
				{verb === 'approve' ? 'Approve' : 'Reject'} request {request.id}: {requestTitle(request)}
			</h3>
			<p id={`${id}-means`} className="mt-0.5 text-note text-ink-2 [overflow-wrap:anywhere]">
				{verb === 'approve' ? approvalSentence(request, shown) : rejectionSentence(request)}{' '}
				{modifier === '⌘' ? '⌘↵' : 'Ctrl ↵'} decides, Esc goes back.
			</p>
		</div>
	)
}

function approvalSentence(request: RequestView, shown: DecisionPair | undefined): string {
	const { state, lines } = describeAfter(request, shown?.pair)
	const now = shown ? `The pod shows ${stateWords[shown.pair.state]}.` : 'The pod has not been read.'
	const left = lines.map(({ text }) => `${text}.`)
	const then = isLastApproval(request) ? 'It is done at once.' : 'It then waits for one more officer.'
	return [now, `After: ${state}.`, ...left, then].join(' ')
}

const rejectionSentence = ({ asker }: RequestView) =>
	`Nothing is sent to the pod. ${asker.name} reads your note.`
