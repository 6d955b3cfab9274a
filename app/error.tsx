'use client'

import { Button } from '#components/ui/button.tsx'
import { MessagePage } from '#components/ui/message-page.tsx'
import { pageFailureWords } from '#components/ui/page-failure-words.ts'

interface ErrorPageProps {
	error: Error & { digest?: string }
	/** Asks the server for the page anew. */
	retry: () => void
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
	const { title, sentence, quote } = pageFailureWords(error.digest)
	return (
		<MessagePage title={title}>
			<p role="alert">
				{sentence}; if it stays so, tell whoever operates the console
				{quote ? (
					<>
						{' '}
						and quote <code className="font-mono text-ink">{quote}</code>
					</>
				) : null}
				.
			</p>
			<Button look="primary" onClick={retry}>
				Try again
			</Button>
		</MessagePage>
	)
}
