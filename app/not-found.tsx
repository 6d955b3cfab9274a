import type { Metadata } from 'next'
import { FirstPageLink } from '#components/ui/first-page-link.tsx'
import { MessagePage } from '#components/ui/message-page.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
	return (
		<MessagePage title="There is no such page">
			<p>The address may be mistyped, or the page may have moved.</p>
			<FirstPageLink />
		</MessagePage>
	)
}
