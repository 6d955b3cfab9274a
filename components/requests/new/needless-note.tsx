import { Note } from '#components/ui/note.tsx'
import type { PairView } from '#lib/changes/schemas.ts'
import type { RequestKind } from '#lib/requests/schemas.ts'
import { judgeAsked } from '../asked-kind.ts'
import { endOptionWords } from './kind-choice.tsx'

interface NeedlessNoteProps {
	pair: PairView | undefined
	kind: RequestKind
	/** Filing was tried all the same. */
	isHeld: boolean
}

/** Says that the pair is as asked for already, and what to do instead. */
export function NeedlessNote({ pair, kind, isHeld }: NeedlessNoteProps) {
	if (!pair || !judgeAsked(pair, kind).noChange) return null
	return (
		<Note tone="quiet" role={isHeld ? 'alert' : undefined}>
			{needlessWords(pair, kind)}
			{isHeld ? ' Nothing was filed.' : ''}
		</Note>
	)
}

function needlessWords(pair: PairView, kind: RequestKind): string {
	switch (kind) {
		case 'assign':
			return `This user is assigned already, so there is nothing to ask for. For an end, choose “${endOptionWords(pair)}”.`
		case 'unassign':
			return 'This user is not assigned, so there is nothing to take away. Choose another user or group, or “Assign”.'
		case 'set_end':
			return 'This user is not assigned, so there is nothing to end. Choose “Assign” and give it an end.'
	}
}
