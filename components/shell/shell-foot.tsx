import Link from 'next/link'
import { signOutAction } from '#lib/auth/actions.ts'
import { roleNames } from '#lib/auth/permissions.ts'
import { LateEnds } from './late-ends.tsx'
import { PodState } from './pod-state.tsx'
import type { ShellPerson } from './shell-person.ts'
import { UnknownChanges } from './unknown-changes.tsx'

/** The pod's state, who is signed in, and the way out. */
export function ShellFoot({ person }: { person: ShellPerson }) {
	return (
		<div className="mt-auto grid gap-1.5 border-t border-line px-2.5 pt-3 text-small text-ink-2">
			<PodState />
			<UnknownChanges />
			<LateEnds />
			<p>
				<span className="font-medium text-ink">{person.name}</span> · {roleNames[person.role]}
			</p>
			<Link
				href="/account"
				prefetch={false}
				className="-mx-1.5 w-fit rounded-md px-1.5 py-0.5 hover:bg-bg hover:text-ink"
			>
				Your sessions
			</Link>
			<form action={signOutAction}>
				<button type="submit" className="-mx-1.5 rounded-md px-1.5 py-0.5 hover:bg-bg hover:text-ink">
					Sign out
				</button>
			</form>
		</div>
	)
}
