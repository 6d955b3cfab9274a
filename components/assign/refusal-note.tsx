import type { Ref } from 'react'
import { Note } from '#components/ui/note.tsx'
import type { Refusal } from './use-refusals.ts'

interface RefusalNoteProps {
	refusal: Refusal | null
	isNothingToChange: boolean
	ref: Ref<HTMLDivElement>
}

/** Why applying sent nothing, where no single field is the reason. */
export function RefusalNote({ refusal, isNothingToChange, ref }: RefusalNoteProps) {
	if (!refusal && !isNothingToChange) return null
	return (
		<div ref={ref} tabIndex={-1}>
			{refusal ? (
				<Note tone="bad" role="alert">
					{refusal.message}
					{refusal.requestId ? <span className="block">Reference {refusal.requestId}</span> : null}
				</Note>
			) : (
				<Note tone="quiet" role="alert">
					Nothing to change: the pod shows this pair as asked for already. Nothing was sent.
				</Note>
			)}
		</div>
	)
}
