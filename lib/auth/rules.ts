/** How old a sign-in may be where a decision, break-glass or the administration of people asks for a recent one. */
export const recentSignInMinutes = 15
