import { Ago } from '#components/ui/ago.tsx'
import { Note } from '#components/ui/note.tsx'
import type { PairView } from '#lib/changes/schemas.ts'

/** Says that somebody's change of this pair is not finished, so that no second one is started. */
export function OpenChangeNote({ openChange }: { openChange: PairView['openChange'] }) {
	if (!openChange) return null
	return (
		<Note tone="warn">
			A change of this pair by <strong className="font-semibold">{openChange.by}</strong>, begun{' '}
			<Ago at={openChange.since} />,{' '}
			{openChange.state === 'pending' ? 'is being sent.' : 'is still being checked with the pod.'} It must be
			finished before another one.
		</Note>
	)
}
