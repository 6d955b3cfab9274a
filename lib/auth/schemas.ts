import type { Role } from './permissions.ts'

/** What a browser is told of its session, so that it can warn before the end: the answer of `GET /api/session`. */
export interface SessionView {
	person: {
		/** UUID of the person's row. */
		id: string
		name: string
		role: Role
	}
	/** When it ends unless the person does something before (ISO 8601); never later than `endsAt`. */
	idleEndsAt: string
	/** When it ends whatever happens (ISO 8601). */
	endsAt: string
	/** When it was opened (ISO 8601). */
	signedInAt: string
	/** When the identity provider last saw the person sign in, as far as it proved that (ISO 8601). */
	authenticatedAt: string
	/** The server's clock at the answer (ISO 8601): how long is left is told by this one, not by the browser's. */
	now: string
}
