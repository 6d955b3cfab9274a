import Link from 'next/link'
import { pairHistoryHref } from '#components/pair-history/pair-history-href.ts'
import { kindWords } from '#components/requests/kind-words.ts'
import { LinkToRequest } from '#components/requests/link-to-request.tsx'
import { IdText } from '#components/ui/id-text.tsx'
import type { EntryView } from '#lib/audit/schemas.ts'
import { SubjectLink } from '../name-link.tsx'
import { UtcTime } from '../utc-time.tsx'
import { approvalWords } from '../words.ts'
import { Fact } from './fact.tsx'

const stateWords: Record<string, string> = {
	assigned: 'Assigned',
	not_assigned: 'Not assigned',
	unreadable: 'Could not be read',
}

/** What a request asks for, when an assignment ends, what a setting was set to. */
export function Asked({ entry: { operation } }: { entry: EntryView }) {
	const { requestId, requestKind, endsAt, approvals } = operation
	return (
		<>
			<Fact term="Request">{requestId === null ? null : <LinkToRequest id={requestId} />}</Fact>
			<Fact term="Asked for">{requestKind ? kindWords[requestKind] : null}</Fact>
			<Fact term="Ends">{endsAt === null ? null : <UtcTime at={endsAt} />}</Fact>
			<Fact term="Approvals">{approvals ? approvalWords[approvals] : null}</Fact>
		</>
	)
}

/** The group and the user, and the way to all that happened to the two. */
export function Subjects({ entry: { operation } }: { entry: EntryView }) {
	const { groupId, groupName, userId, userName } = operation
	return (
		<>
			<Fact term="Group">
				{groupId === null ? null : (
					<>
						<SubjectLink kind="group" id={groupId} name={groupName} />
						<div className="text-small text-ink-3">
							<IdText id={groupId} what="group ID" />
						</div>
					</>
				)}
			</Fact>
			<Fact term="User">
				{userId === null ? null : (
					<>
						<SubjectLink kind="user" id={userId} name={userName} />
						<div className="text-small text-ink-3">
							<IdText id={userId} what="user ID" />
						</div>
					</>
				)}
			</Fact>
			{groupId !== null && userId !== null ? (
				<Fact term="Assignment">
					<Link
						prefetch={false}
						href={pairHistoryHref({ groupId, userId })}
						className="rounded-sm font-medium text-accent hover:underline"
					>
						History of this assignment
					</Link>
				</Fact>
			) : null}
		</>
	)
}

/** What the pod showed before, and what was asked for. */
export function BeforeAfter({ entry: { stateBefore, operation } }: { entry: EntryView }) {
	if (operation.active === null) return null
	const after = operation.active ? 'Assigned' : 'Not assigned'
	return (
		<Fact term={stateBefore ? 'Change' : 'Asked for'}>
			{stateBefore ? (
				<>
					{stateWords[stateBefore] ?? stateBefore} <span className="text-ink-3">→</span>{' '}
				</>
			) : null}
			<span className="font-semibold">{after}</span>
			{stateBefore ? <span className="text-small text-ink-3"> · before as read from the pod</span> : null}
		</Fact>
	)
}
