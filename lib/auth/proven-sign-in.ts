/** How far the provider's clock may be ahead of this one. */
const skewMs = 60_000

/** What stands for “never”, where a provider does not say when it last saw somebody sign in. */
export const unprovenSignIn = new Date(0)

/** Whether the provider said at all when the person signed in. */
export const isProven = (authenticatedAt: Date) => authenticatedAt.getTime() !== unprovenSignIn.getTime()

/**
 * When the provider saw the person sign in, from the `auth_time` of its ID token (seconds since 1970). What is missing,
 * no number, or further ahead than clocks may differ proves nothing; what is a little ahead counts as now.
 */
export function provenSignIn(authTime: unknown, now: Date): Date {
	if (typeof authTime !== 'number' || !Number.isFinite(authTime) || authTime < 0) return unprovenSignIn
	const at = authTime * 1000
	return at > now.getTime() + skewMs ? unprovenSignIn : new Date(Math.min(at, now.getTime()))
}
