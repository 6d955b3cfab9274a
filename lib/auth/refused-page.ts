import { env } from '#lib/env.ts'

/**
 * The sign-in page that says why not, as a whole address: next-auth's script reads it as one. Without one of our own the
 * script goes nowhere by it.
 */
export const refusedPage = (code: string): string =>
	new URL(`/sign-in?error=${code}`, env().publicUrl ?? 'http://localhost').href
