import { env } from '#lib/env.ts'

/**
 * How often anybody may ask. A limit is there against scripts, loops and floods, never against work: each is five times
 * what the screen itself asks for, or what a whole office behind one address does at once.
 */
export interface Limit {
	/** What may come at once. */
	burst: number
	/** What may go on for ever. */
	perMinute: number
}

const limits = {
	/**
	 * Pages and routes of a signed-in person. An open page asks for 20 a minute by itself, 80 while it follows a request on
	 * its way to the pod; somebody who types into the pickers without a pause comes to 150 (measured in a browser).
	 */
	read: { burst: 600, perMinute: 900 },
	/** Actions of a signed-in person: somebody who decides by keys alone comes to 20 a minute. */
	write: { burst: 60, perMinute: 100 },
	/** Exports and verifications of a signed-in person, each of which may read the whole record. */
	heavy: { burst: 12, perMinute: 4 },
	/** Completed sign-ins of a person: one in the morning, and one before a decision every quarter of an hour. */
	personSignIn: { burst: 20, perMinute: 2 },
	/** Whatever comes from an address without a session. Signing in takes seven; a hundred people may begin at once. */
	visit: { burst: 5_000, perMinute: 1_000 },
	/** Attempts to sign in from an address, two requests each, for the same hundred people. */
	signIn: { burst: 1_000, perMinute: 200 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits

/** A limit as `RATE_LIMIT_PERCENT` makes it; at least one request a minute stays. */
export function limitOf(name: LimitName): Limit {
	const share = env().rateLimitPercent / 100
	const { burst, perMinute } = limits[name]
	return { burst: Math.max(1, burst * share), perMinute: Math.max(1, perMinute * share) }
}
