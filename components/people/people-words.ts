import { utcWord } from '#components/audit/utc-time.tsx'
import { type Role, roleNames } from '#lib/auth/permissions.ts'
import type { PersonState } from '#lib/people/rules.ts'
import type { PersonSession, SessionEndWord } from '#lib/people/schemas.ts'

/** The words of the pages on people, in one place. */

export const stateWords: Record<PersonState, string> = {
	signed_in: 'Signed in now',
	disabled: 'Disabled',
}

export const endWords: Record<SessionEndWord, string> = {
	signed_out: 'Signed out',
	ended_by_administrator: 'Ended by an administrator',
	person_disabled: 'Ended when they were disabled',
	role_lost: 'Ended when their role was taken away',
	role_changed: 'Ended when their role changed',
	replaced: 'Ended by another sign-in',
	ran_out: 'Ran out',
}

/** A role as it begins a line. */
export function roleTitle(role: Role): string {
	const name = roleNames[role]
	return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Where a session is, in the middle of a sentence. */
export const browserOf = ({ browser }: PersonSession) => browser ?? 'an unknown browser'

/** What tells two sessions on one browser apart. */
export const openedWord = ({ openedAt }: PersonSession) => `opened ${utcWord(openedAt, { short: true })}`
