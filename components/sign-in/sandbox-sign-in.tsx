'use client'

import { ChevronRight } from 'lucide-react'
import { LiveControls } from '#components/ui/live-controls.tsx'
import { Note } from '#components/ui/note.tsx'
import { type Role, roleNames } from '#lib/auth/permissions.ts'
import { PersonButton } from './person-button.tsx'
import { useSignIn } from './use-sign-in.ts'

export interface SignInPerson {
	id: string
	name: string
	role: Role
}

const buttonOrder: Role[] = ['officer', 'support', 'auditor', 'administrator']

interface SandboxSignInProps {
	/** The first of each role is the one behind that role's button. */
	people: SignInPerson[]
	returnTo: string
}

/** One button per role, and the further people by name. */
export function SandboxSignIn({ people, returnTo }: SandboxSignInProps) {
	const { pending, problem, asPerson } = useSignIn(returnTo)
	const main = buttonOrder.flatMap((role) => people.find((person) => person.role === role) ?? [])
	const further = buttonOrder.flatMap((role) => people.filter((person) => person.role === role).slice(1))
	const state = { pending, onChoose: asPerson }
	return (
		<LiveControls>
			{problem ? (
				<Note tone="bad" role="alert">
					{problem}
				</Note>
			) : null}
			<div className="grid gap-2">
				{main.map(({ id, name, role }) => (
					<PersonButton key={id} {...state} id={id} title={`Continue as ${roleNames[role]}`} beneath={name} />
				))}
			</div>
			{further.length > 0 ? (
				<details className="group/people">
					<summary className="flex w-fit items-center gap-1 rounded-sm text-note font-medium text-ink-2 hover:text-ink">
						<ChevronRight
							size={14}
							aria-hidden
							className="transition-transform group-open/people:rotate-90"
						/>
						More people
					</summary>
					<div className="mt-2 grid gap-2">
						{further.map(({ id, name, role }) => (
							<PersonButton
								key={id}
								{...state}
								id={id}
								title={`Continue as ${name}`}
								beneath={roleNames[role]}
							/>
						))}
					</div>
				</details>
			) : null}
		</LiveControls>
	)
}
