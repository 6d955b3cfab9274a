'use client'

import { Button } from '#components/ui/button.tsx'
import { MessagePage } from '#components/ui/message-page.tsx'

interface ErrorPageProps {
	error: Error & { digest?: string }
	reset: () => void
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
	return (
		<MessagePage title="This page could not be shown">
			<p role="alert">
				Nothing was sent to the pod by this. Try again; if it stays, tell whoever operates the console
				{error.digest ? ` and quote ${error.digest}` : ''}.
			</p>
			<Button look="primary" onClick={reset}>
				Try again
			</Button>
		</MessagePage>
	)
}
