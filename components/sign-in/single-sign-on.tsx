'use client'

import { Button } from '#components/ui/button.tsx'
import { LiveControls } from '#components/ui/live-controls.tsx'
import { Note } from '#components/ui/note.tsx'
import { useSignIn } from './use-sign-in.ts'

export function SingleSignOn({ returnTo }: { returnTo: string }) {
	const { pending, problem, withProvider } = useSignIn(returnTo)
	return (
		<LiveControls>
			{problem ? (
				<Note tone="bad" role="alert">
					{problem}
				</Note>
			) : null}
			<Button look="primary" busy={pending !== null} onClick={() => void withProvider()} className="w-full">
				Continue with single sign-on
			</Button>
			<p className="text-note text-ink-3">
				You sign in with your organisation’s account; your role here comes from it.
			</p>
		</LiveControls>
	)
}
