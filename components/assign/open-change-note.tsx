import { Ago } from '#components/ui/ago.tsx'
import { Note } from '#components/ui/note.tsx'
import type { PairView } from '#lib/changes/schemas.ts'

/** Says that somebody's change of this pair is not finished, so that no second one is started. */
export function OpenChangeNote({ openChange }: { openChange: PairView['openChange'] }) {
	if (!openChange) return null
	return (
		<Note tone="warn">
			{openChange.by} is changing this pair since <Ago at={openChange.since} />:{' '}
			{openChange.state === 'pending'
				? 'it is being sent.'
				: 'its outcome is still being checked with the pod.'}{' '}
			It must be finished before another change.
		</Note>
	)
}
