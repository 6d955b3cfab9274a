import * as z from 'zod/mini'
import { type Role, roles } from '#lib/auth/permissions.ts'
import { reasonSchema } from '#lib/changes/schemas.ts'
import { cleanText } from '#lib/clean-text.ts'
import { personStates, searchedTextMost } from './rules.ts'

/** A filter as it comes from an address. */
export const peopleFilterSchema = z.object({
	text: z.optional(
		z.string().check(
			z.overwrite((text) => cleanText(text).trim()),
			z.maxLength(searchedTextMost, `The text to look for has at most ${searchedTextMost} characters.`),
		),
	),
	role: z.optional(z.enum(roles, 'The role is none of those that can be chosen.')),
	state: z.optional(z.enum(personStates, 'The state is none of those that can be chosen.')),
})
export type PeopleFilter = z.infer<typeof peopleFilterSchema>

const pageEdge = z.optional(z.uuid('A page lies before or after a person.'))
export const peoplePageSchema = z.object({ after: pageEdge, before: pageEdge })

export const personIdSchema = z.object({ personId: z.uuid('There is no such person.') })

/** Why somebody is disabled, or enabled again. */
export const personReasonSchema = z.extend(personIdSchema, { reason: reasonSchema })

/** Which of a person's sessions to end; `null`: all of them. */
export const endSessionsSchema = z.extend(personIdSchema, {
	sessionKey: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/, 'There is no such session.'))),
})

/** Which of one's own sessions to end; `null`: all but the one that asks. */
export const endOwnSessionsSchema = z.pick(endSessionsSchema, { sessionKey: true })

/** Since when somebody is disabled, and by whom as they are called now. */
interface Disabled {
	/** ISO 8601. */
	at: string
	by: string | null
}

interface WhyDisabled {
	/** `null` where retention took it. */
	reason: string | null
	/** Of the entry that says so. */
	sequence: number
}

/** A person as a line of the list. Moments are ISO 8601. */
export interface PersonLine {
	/** UUID of their row. */
	id: string
	name: string
	email: string | null
	username: string | null
	/** As the identity provider tells them apart. */
	subject: string
	/** As the last sign-in gave it. */
	role: Role
	lastSignInAt: string
	openSessions: number
	disabled: Disabled | null
}

/** One page of people, by name. */
export interface PeopleList {
	people: PersonLine[]
	/** How many fit, on all pages. */
	total: number
	/** The person to ask for the next page after, and for the previous one before; `null` where there is none. */
	next: string | null
	previous: string | null
}

/** How a session came to its end. */
export type SessionEndWord =
	| 'signed_out'
	| 'ended_by_administrator'
	| 'person_disabled'
	| 'role_lost'
	| 'role_changed'
	| 'replaced'
	| 'ran_out'

/** One session of a person. Moments are ISO 8601. */
export interface PersonSession {
	/** Digest of the identifier in the cookie: names the session, and opens nothing. */
	key: string
	openedAt: string
	lastSeenAt: string
	/** When the identity provider last saw the person sign in; `null` where it did not prove that. */
	authenticatedAt: string | null
	browser: string | null
	address: string | null
	/** When it ends whatever happens. */
	endsAt: string
	/** `null` while it is open. */
	ended: { at: string; how: SessionEndWord } | null
}

/** One person with what they have open. */
export interface PersonView extends PersonLine {
	issuer: string
	/** What the record says of why they are disabled; `null` where they are not, or it holds nothing of it. */
	whyDisabled: WhyDisabled | null
	/** When they first signed in (ISO 8601). */
	firstSignInAt: string
	/** The ones that are open, newest first, then the last ones that are not. */
	sessions: PersonSession[]
	/** Requests that they have claimed and not decided yet. */
	claimedRequests: number
	/** Requests of their own that wait for a decision. */
	openRequests: number
	isViewer: boolean
}

/** What came of ending sessions, or of disabling somebody. */
export interface Ended {
	sessions: number
	/** Requests that they had claimed, and that are free again. */
	claims: number
}
