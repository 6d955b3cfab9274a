import type { Metadata } from 'next'
import { OwnSessions } from '#components/people/own-sessions.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { forPage } from '#lib/auth/for-page.ts'
import { requirePageActor } from '#lib/auth/session.ts'
import { readSessionKey } from '#lib/auth/session-key.ts'
import { listOwnSessions } from '#lib/people/list-own-sessions.ts'

export const metadata: Metadata = { title: 'Your sessions' }

export default async function AccountPage() {
	const actor = await requirePageActor('/account')
	const [sessions, ownKey] = await forPage(() => Promise.all([listOwnSessions(actor), readSessionKey()]))
	return (
		<>
			<PageHeader
				title="Your sessions"
				sentence="Where you are signed in. End what is not yours, and tell an administrator."
			/>
			<OwnSessions sessions={sessions} ownKey={ownKey} />
		</>
	)
}
