/**
 * For reads that count as the person's activity on the server: they are made where somebody types or chooses, and never
 * by themselves, so that a screen that is left alone keeps no session alive.
 */
export const askedByPerson = {
	refetchOnWindowFocus: false,
	refetchOnReconnect: false,
	refetchInterval: false,
} as const
