import { Card } from '#components/ui/card.tsx'
import { toneClasses } from '#components/ui/tone.ts'
import type { PairState, PairView } from '#lib/changes/schemas.ts'
import { stateWords } from './pair-state.tsx'
import { AssignmentList } from './result/assignment-list.tsx'

const withoutAssignment: Record<PairState, string> = {
	assigned: 'The pod gave no details of it.',
	not_assigned: 'The pod shows no assignment of this pair.',
	unreadable: 'Whether this user is responsible for this group is not known.',
}

/** The assignment as the pod holds it now, for those who only look. */
export function PresentAssignment({ pair }: { pair: PairView | undefined }) {
	if (!pair) {
		return (
			<Card aria-label="Assignment" className="px-5 py-5 text-ink-2">
				<h2 className="text-lead font-semibold text-ink">Nothing looked up yet</h2>
				<p className="mt-1 max-w-[46ch]">
					Once a group and a user are chosen, the assignment stands here as the pod holds it.
				</p>
			</Card>
		)
	}
	const { state, assignment, group, user } = pair
	return (
		<Card aria-label="Assignment" className="overflow-hidden">
			<div className={`border-b border-line px-5 py-4 ${toneClasses[state === 'assigned' ? 'ok' : 'quiet']}`}>
				<h2 className="text-lead font-semibold">{stateWords[state]}</h2>
				<p className="mt-0.5">{assignment ? 'As the pod holds it now.' : withoutAssignment[state]}</p>
			</div>
			<AssignmentList
				shown={{ ...pair, assignment, groupName: group?.name ?? null, userName: user?.name ?? null }}
			/>
		</Card>
	)
}
