import type { Metadata } from 'next'
import { NewRequest } from '#components/requests/new/new-request.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Note } from '#components/ui/note.tsx'
import { can, roleNames } from '#lib/auth/permissions.ts'
import { requirePageActor } from '#lib/auth/session.ts'

export const metadata: Metadata = { title: 'New request' }

type SearchParams = Record<string, string | string[] | undefined>

export default async function NewRequestPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
	const actor = await requirePageActor(addressOf(await searchParams))
	const mayAsk = can(actor.role, 'file_requests')
	return (
		<>
			<PageHeader
				title="New request"
				sentence="Ask for a change of an assignment. Somebody else decides it; nobody decides their own."
			/>
			{mayAsk ? (
				<NewRequest />
			) : (
				<Note tone="quiet" className="border border-line">
					You cannot ask for changes here: you are signed in as {roleNames[actor.role]}. Support staff,
					compliance officers and administrators can.
				</Note>
			)}
		</>
	)
}

/** The address that was asked for, to come back to after signing in. */
function addressOf(asked: SearchParams): string {
	const params = new URLSearchParams()
	for (const name of ['group', 'user', 'kind', 'ends']) {
		const value = asked[name]
		if (typeof value === 'string') params.set(name, value)
	}
	return params.size > 0 ? `/requests/new?${params}` : '/requests/new'
}
