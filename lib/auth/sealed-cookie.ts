import 'server-only'
import { cookies } from 'next/headers'
import { decode, encode, type JWT } from 'next-auth/jwt'
import { env } from '#lib/env.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { cookieAttributes, cookieName } from './session-cookie.ts'

const requireSecret = () => {
	const { authSecret } = env()
	if (!authSecret) throw new Error('no secret is configured')
	return authSecret
}

/** What was unsealed, and until when it holds (ms since 1970): a browser sends the same cookie with each request. */
const known = () =>
	processSingleton('auth.unsealed', () => new Map<string, { payload: JWT; untilMs: number }>())
const mostKnown = 2_000

/** Reads a value that next-auth sealed; `null` where it is none of ours, or too old. Its name is its salt. */
export async function unseal(token: string | undefined, salt = ''): Promise<JWT | null> {
	if (!token || !env().authSecret) return null
	const key = `${salt} ${token}`
	const remembered = known().get(key)
	if (remembered && Date.now() < remembered.untilMs) return remembered.payload
	known().delete(key)
	try {
		const payload = await decode({ token, secret: requireSecret(), salt })
		if (payload) remember(key, payload)
		return payload
	} catch {
		return null
	}
}

function remember(key: string, payload: JWT): void {
	const seconds = payload.exp
	if (typeof seconds !== 'number') return
	if (known().size >= mostKnown) known().clear()
	known().set(key, { payload, untilMs: seconds * 1000 })
}

/** Leaves a few words with the browser, sealed, for the next page to read. In actions and routes only. */
export async function leaveWord(name: string, word: string, seconds: number): Promise<void> {
	const salt = cookieName(name)
	const token = await encode({ token: { word }, secret: requireSecret(), salt, maxAge: seconds })
	;(await cookies()).set(salt, token, { ...cookieAttributes(), maxAge: seconds })
}

/** What was left under a name, while it lasts. */
export async function readWord(name: string): Promise<string | null> {
	const salt = cookieName(name)
	const left = await unseal((await cookies()).get(salt)?.value, salt)
	return typeof left?.word === 'string' ? left.word : null
}

/** Takes a cookie back: a browser lets a `__Host-` name go only with the attributes that it was given with. */
export async function dropCookie(name: string): Promise<void> {
	;(await cookies()).set(name, '', { ...cookieAttributes(), maxAge: 0 })
}
