import type { ReactNode } from 'react'
import { RefusalNote } from '#components/assign/refusal-note.tsx'
import type { Refusal } from '#components/assign/use-refusals.ts'
import { Note } from '#components/ui/note.tsx'
import { TextArea } from '#components/ui/text-field.tsx'
import { isOpenRequest } from '#lib/requests/rules.ts'
import type { RequestView } from '#lib/requests/schemas.ts'

interface UndecidableProps {
	request: RequestView
	/** Why the viewer's last decision was not taken. */
	refusal: Refusal | null
	/** The note that the viewer had typed when the request was decided under them: it is theirs, and was not sent. */
	typed: string
	/** The desk's keys. */
	children: ReactNode
}

/** In the place of the decision, where the viewer has none to make. */
export function Undecidable({ request, refusal, typed, children }: UndecidableProps) {
	return (
		<>
			<WarnedBefore request={request} />
			<RefusalNote ref={null} refusal={refusal} isNothingToChange={false} />
			{typed.trim() === '' ? null : <TextArea label="Your note" hint="was not sent" readOnly value={typed} />}
			{children}
		</>
	)
}

/** What spoke against it when it was asked for. */
function WarnedBefore({ request: { warnings, state } }: { request: RequestView }) {
	if (warnings.length === 0 || !isOpenRequest(state)) return null
	return (
		<Note tone="warn">
			<p className="font-semibold">When it was asked for:</p>
			<ul>
				{warnings.map(({ code, message }) => (
					<li key={code}>{message}</li>
				))}
			</ul>
		</Note>
	)
}
