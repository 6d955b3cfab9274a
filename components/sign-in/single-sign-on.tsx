'use client'

import { Button } from '#components/ui/button.tsx'
import { LiveControls } from '#components/ui/live-controls.tsx'
import { Note } from '#components/ui/note.tsx'
import { type ProviderWish, useSignIn } from './use-sign-in.ts'

interface SingleSignOnProps {
	returnTo: string
	wish?: ProviderWish
	label?: string
	/** What is said beneath. */
	hint?: string
}

/** The way to the identity provider. */
export function SingleSignOn({
	returnTo,
	wish,
	label = 'Continue with single sign-on',
	hint = 'You sign in with your organisation’s account; your role here comes from it.',
}: SingleSignOnProps) {
	const { pending, problem, withProvider } = useSignIn(returnTo, wish)
	return (
		<LiveControls>
			{problem ? (
				<Note tone="bad" role="alert">
					{problem}
				</Note>
			) : null}
			<Button look="primary" busy={pending !== null} onClick={() => void withProvider()} className="w-full">
				{label}
			</Button>
			{hint ? <p className="text-note text-ink-3">{hint}</p> : null}
		</LiveControls>
	)
}
