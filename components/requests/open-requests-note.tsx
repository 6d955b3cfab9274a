import Link from 'next/link'
import type { ChosenPair } from '#components/assign/use-chosen-pair.ts'
import { Ago } from '#components/ui/ago.tsx'
import { Note } from '#components/ui/note.tsx'
import type { OpenRequestNote, RequestKind, RequestState } from '#lib/requests/schemas.ts'
import { deskHref } from './desk-address.ts'
import { useOpenRequests } from './use-open-requests.ts'

const whatIsAsked: Record<RequestKind, string> = {
	assign: 'Assigning this user',
	unassign: 'Unassigning this user',
	set_end: 'An end of this assignment',
}

const whereItStands: Partial<Record<RequestState, string>> = {
	open: 'waits for a decision',
	half_approved: 'waits for a second approval',
	sending: 'is approved and being applied',
	failed: 'is approved, but not applied yet',
}

/** Says what is asked for a pair already; the same is not asked for twice. */
export function OpenRequestsNote({ chosen }: { chosen: ChosenPair }) {
	const { data } = useOpenRequests(chosen)
	if (!data || data.length === 0) return null
	return (
		<Note tone="warn">
			<ul className="grid gap-1">
				{data.map((request) => (
					<li key={request.kind}>
						<OpenRequest request={request} />
					</li>
				))}
			</ul>
		</Note>
	)
}

function OpenRequest({ request: { kind, state, since, requestId } }: { request: OpenRequestNote }) {
	return (
		<>
			{whatIsAsked[kind]} was asked for already, <Ago at={since} />:{' '}
			{requestId === null ? (
				'that request'
			) : (
				<Link
					prefetch={false}
					href={deskHref({ request: String(requestId) })}
					className="font-semibold underline"
				>
					request {requestId}
				</Link>
			)}{' '}
			{whereItStands[state]}.
		</>
	)
}
