import { env } from '#lib/env.ts'

const firstPage = '/first'

/**
 * Where to go after signing in: a path of this console, never another host. next-auth hands a path back as a whole
 * address of the console.
 * @param own the console's origin, where it is known
 */
function returnPath(asked: unknown, own: string | null = publicOrigin()): string {
	if (typeof asked !== 'string') return firstPage
	const base = 'http://console.invalid'
	const path = own && asked.startsWith(`${own}/`) ? asked.slice(own.length) : asked
	if (!path.startsWith('/') || !URL.canParse(path, base)) return firstPage
	const { origin, pathname, search } = new URL(path, base)
	return origin === base && !pathname.startsWith('//') ? `${pathname}${search}` : firstPage
}

function publicOrigin(): string | null {
	const { publicUrl } = env()
	return publicUrl ? new URL(publicUrl).origin : null
}

/**
 * The same for next-auth, which asks for whole addresses; its own way fails over what is none.
 * @param origin the console's, as next-auth found it
 */
export const returnAddress = (asked: string, origin: string) => origin + returnPath(asked, origin)

/** Where a visit of the sign-in page is to end, and whether a recent sign-in is asked for there. */
export interface SignInAim {
	returnTo: string
	/** `done`: the provider has answered; `asked`: it has not been asked yet, or did not answer. */
	again: 'no' | 'asked' | 'done'
}

/** Back from the provider after a step-up, where it is looked at before going on. */
export const afterStepUp = (returnTo: string) =>
	`${pagePath}?again=done&callbackUrl=${encodeURIComponent(returnTo)}`

const pagePath = '/sign-in'

/** Reads the query of the sign-in page. A sign-in that failed comes with the page after a step-up as its return. */
export function readSignInAim(query: { callbackUrl?: unknown; again?: unknown }): SignInAim {
	const returnTo = returnPath(query.callbackUrl)
	const { pathname, searchParams } = new URL(returnTo, 'http://console.invalid')
	if (pathname === pagePath) {
		const again = searchParams.has('again') ? 'asked' : 'no'
		const inner = returnPath(searchParams.get('callbackUrl'))
		return { again, returnTo: inner.startsWith(pagePath) ? firstPage : inner }
	}
	if (query.again === undefined) return { again: 'no', returnTo }
	return { again: query.again === 'done' ? 'done' : 'asked', returnTo }
}
