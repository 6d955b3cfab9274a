'use client'

import { LiveControls } from '#components/ui/live-controls.tsx'
import { Note } from '#components/ui/note.tsx'
import { roleNames } from '#lib/auth/permissions.ts'
import { PersonButton } from './person-button.tsx'
import type { SignInPerson } from './sandbox-sign-in.tsx'
import { useSignIn } from './use-sign-in.ts'

/** The sandbox’s way to confirm that it is the same person. */
export function SandboxPerson({ person, returnTo }: { person: SignInPerson; returnTo: string }) {
	const { pending, problem, asPerson } = useSignIn(returnTo)
	const { id, name, role } = person
	return (
		<LiveControls>
			{problem ? (
				<Note tone="bad" role="alert">
					{problem}
				</Note>
			) : null}
			<PersonButton
				id={id}
				title={`Continue as ${name}`}
				beneath={roleNames[role]}
				pending={pending}
				onChoose={asPerson}
			/>
		</LiveControls>
	)
}
