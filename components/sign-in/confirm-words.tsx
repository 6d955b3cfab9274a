import { recentSignInMinutes } from '#lib/auth/rules.ts'

/** Why somebody who is signed in is asked to sign in again, and as whom. */
export function ConfirmWords({ name }: { name: string }) {
	return (
		<div>
			<h2 className="font-[650]">Confirm that it is you</h2>
			<p className="mt-1 text-ink-2">
				You are signed in as <strong className="font-semibold text-ink">{name}</strong>. What comes next needs
				a sign-in from the last {recentSignInMinutes} minutes; you come back to where you were.
			</p>
		</div>
	)
}
