import Link from 'next/link'
import { AssignmentList } from '#components/assign/result/assignment-list.tsx'
import { grouped } from '#components/directory/counted.ts'
import { Card } from '#components/ui/card.tsx'
import type { OperationView, PodAnswer } from '#lib/audit/schemas.ts'
import { UtcTime } from '../utc-time.tsx'

interface PodAnswerCardProps {
	answer: PodAnswer
	operation: OperationView
}

/** What the pod answered, in its own words and field by field. */
export function PodAnswerCard({ answer, operation }: PodAnswerCardProps) {
	const { assignment, problem, traceIds, sequence } = answer
	const { groupId, groupName, userId, userName } = operation
	return (
		<Card aria-labelledby="pod-answer" className="overflow-hidden">
			<div className="border-b border-line px-5 py-4">
				<h2 id="pod-answer" className="text-lead font-semibold">
					The pod’s answer
				</h2>
				<p className="mt-0.5 text-ink-2">{howKnown(answer)}</p>
			</div>
			{problem ? (
				<div className="grid gap-2.5 border-b border-line px-5 py-4">
					<p>{problem.message}</p>
					{problem.podMessage !== null || problem.podCode !== null ? (
						<blockquote className="border-l-2 border-line-strong pl-3 text-ink-2 [overflow-wrap:anywhere]">
							<span className="block text-small text-ink-3">
								The pod said{problem.podCode === null ? '' : ` (code ${problem.podCode})`}
							</span>
							{problem.podMessage ?? 'nothing more'}
						</blockquote>
					) : null}
				</div>
			) : null}
			{assignment && groupId !== null && userId !== null ? (
				<AssignmentList
					shown={{ assignment, groupId, groupName, userId, userName }}
					time={(atMs) => <UtcTime at={new Date(atMs).toISOString()} />}
				/>
			) : null}
			<p className="border-t border-line px-5 py-3 text-small text-ink-3 [overflow-wrap:anywhere]">
				From{' '}
				<Link prefetch={false} href={`/audit/${sequence}`} className="rounded-sm text-accent underline">
					entry {grouped(sequence)}
				</Link>
				{traceIds.length > 0 ? ` · trace ${traceIds.join(', ')}` : null}
			</p>
		</Card>
	)
}

function howKnown({ confirmedBy, httpStatus, podMs }: PodAnswer): string {
	const parts = [
		confirmedBy === 'read_back' ? 'Seen by reading the assignment back' : 'To the change itself',
		httpStatus === null || confirmedBy === 'read_back' ? null : `status ${httpStatus}`,
		podMs === null ? null : `${podMs} ms`,
	]
	return parts.filter((part) => part !== null).join(' · ')
}
