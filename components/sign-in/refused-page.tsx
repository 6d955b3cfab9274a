import { MessagePage } from '#components/ui/message-page.tsx'
import { signInProblem } from './sign-in-problem.ts'
import { SingleSignOn } from './single-sign-on.tsx'

interface RefusedPageProps {
	code: string
	/** Who signed in at the provider. */
	account: string
	returnTo: string
}

/** Told whoever has an account, but none that is let in: whom to ask, and nothing else. */
export function RefusedPage({ code, account, returnTo }: RefusedPageProps) {
	return (
		<MessagePage title="You are not signed in">
			<p>
				Your identity provider says that you are{' '}
				<strong className="font-semibold text-ink [overflow-wrap:anywhere]">{account}</strong>.
			</p>
			<p role="alert">{signInProblem(code)}</p>
			<SingleSignOn returnTo={returnTo} wish="another" label="Use another account" hint="" />
		</MessagePage>
	)
}
