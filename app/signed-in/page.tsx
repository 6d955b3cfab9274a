import type { Metadata } from 'next'
import { TellOtherTabs } from '#components/session/tell-other-tabs.tsx'
import { CloseTab } from '#components/sign-in/close-tab.tsx'
import { FirstPageLink } from '#components/ui/first-page-link.tsx'
import { MessagePage } from '#components/ui/message-page.tsx'
import { requirePageActor } from '#lib/auth/session.ts'

export const metadata: Metadata = { title: 'Signed in' }

/** Where a sign-in ends that was made in a tab of its own, beside a form that waits in another. */
export default async function SignedInPage() {
	const { name } = await requirePageActor('/signed-in')
	return (
		<MessagePage title="You are signed in">
			<p>
				You are signed in as <strong className="font-semibold text-ink">{name}</strong>. You can close this
				tab and go on.
			</p>
			<FirstPageLink />
			<TellOtherTabs />
			<CloseTab />
		</MessagePage>
	)
}
