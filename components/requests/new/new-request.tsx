'use client'

import { PresentAssignment } from '#components/assign/present-assignment.tsx'
import { useChosenPair } from '#components/assign/use-chosen-pair.ts'
import { usePair } from '#components/assign/use-pair.ts'
import { Note } from '#components/ui/note.tsx'
import { NewRequestForm } from './new-request-form.tsx'

/** `/requests/new` as a whole: the form, and what the pod holds of its pair beside it. */
export function NewRequest() {
	const { pair: chosen, choose } = useChosenPair()
	const query = usePair(chosen)
	return (
		<>
			{chosen.problem ? (
				<Note tone="bad" role="alert">
					The address of this page holds an ID that cannot be used. {chosen.problem}
				</Note>
			) : null}
			<div className="grid items-start gap-5 grid-cols-[minmax(0,1fr)] desk:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
				<NewRequestForm chosen={chosen} query={query} choose={choose} />
				<PresentAssignment pair={query.data} />
			</div>
		</>
	)
}
