import type { Identity } from '#lib/auth/session-store.ts'
import type { PersonOption } from '#lib/directory/schemas.ts'

/** What is known of a signed-in person by which they could be a user of the pod. */
export type PodIdentity = Pick<Identity, 'podUserId' | 'email' | 'username'>

interface PodAccount {
	userId: string
	/** `null` where the pod does not show the user. */
	user: Pick<PersonOption, 'emailAddress' | 'username'> | null
}

const same = (one: string | null, other: string | null | undefined) =>
	Boolean(one && other && one.toLowerCase() === other.toLowerCase())

/**
 * Whether a person is a pod user: by the identity provider's claim, else by e-mail and username. `unclear`: what
 * one has, the other does not show.
 */
export function matchAccount(person: PodIdentity, { userId, user }: PodAccount): 'own' | 'other' | 'unclear' {
	const { podUserId, email, username } = person
	if (podUserId === userId || same(email, user?.emailAddress) || same(username, user?.username)) return 'own'
	const comparable = podUserId || (email && user?.emailAddress) || (username && user?.username)
	return comparable ? 'other' : 'unclear'
}
