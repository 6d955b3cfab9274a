/** How old a sign-in may be where a decision, break-glass or the administration of people asks for a recent one. */
export const recentSignInMinutes = 15

/** Whether a sign-in is recent enough for those, all in milliseconds since 1970. */
export const isRecent = (authenticatedMs: number, nowMs: number) =>
	nowMs - authenticatedMs <= recentSignInMinutes * 60_000

/** How long before its end somebody is warned of it, of a limit of so many milliseconds. */
export const warningMs = (limitMs: number) => Math.min(5 * 60_000, limitMs / 5)

/** How often typing and pressing is told to the server as activity, where nothing else is. */
export const presenceEveryMs = (idleMs: number) => Math.min(2 * 60_000, idleMs / 10)
