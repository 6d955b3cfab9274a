import 'server-only'
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { log } from '#lib/log.ts'
import { newRequestId, requestIdHeader } from '#lib/request-id.ts'
import { inRequestScope } from '#lib/request-scope.ts'
import { authOptions, readPlace } from './config.ts'
import { recordFailedSignIn, type SignInFailure } from './failed-sign-in.ts'
import type { SignInWish } from './oidc-provider.ts'
import { isReturnAddress } from './return-address.ts'
import { dropCookie, unseal } from './sealed-cookie.ts'
import { flowCookieNames, returnCookieName, stateCookieName } from './session-cookie.ts'

/** A request to next-auth's route, whose path goes on after `/api/auth/`. */
export interface SignInRequest {
	params: Promise<{ nextauth: string[] }>
}

/**
 * What of next-auth is open. Its `session` would give a cookie that outlives the session, its `_log` writes what
 * anybody says, and signing out is an action of ours.
 */
const open: Record<string, readonly string[]> = {
	GET: ['csrf', 'providers', 'signin', 'callback', 'error'],
	POST: ['signin', 'callback'],
}

/** Answers next-auth's route: the way to the provider and back, and nothing else. */
export async function handleSignIn(request: NextRequest, context: SignInRequest): Promise<Response> {
	const requestId = request.headers.get(requestIdHeader) ?? newRequestId()
	return inRequestScope({ requestId, actor: null }, () => answer(request, context))
}

async function answer(request: NextRequest, context: SignInRequest): Promise<Response> {
	const [action = '', ...rest] = (await context.params).nextauth
	if (!open[request.method]?.includes(action) || rest.length > 1) {
		return new Response(null, { status: 404 })
	}
	if (action === 'error' && !isErrorName(request.nextUrl.searchParams.get('error') ?? rest[0] ?? '')) {
		return new Response(null, { status: 404 })
	}
	// A provider comes back by its address; whoever chooses a role does so by a form.
	if (action === 'callback' && request.method === 'GET' && rest[0] !== 'oidc') {
		return new Response(null, { status: 404 })
	}
	await dropUnreadableReturn(request)
	if (action === 'signin') return NextAuth(authOptions(takeWish(request)))(request, context)
	if (action === 'callback' && rest[0] === 'oidc') return comeBack(request, context)
	return NextAuth(authOptions('any'))(request, context)
}

/** next-auth writes it into an address as it is. */
const isErrorName = (text: string) => /^\w{0,60}$/.test(text)

/** Over a place to return to that is no address, next-auth fails; a new sign-in brings its own. */
async function dropUnreadableReturn({ cookies }: NextRequest): Promise<void> {
	const name = returnCookieName()
	if (!isReturnAddress(cookies.get(name)?.value ?? '')) await dropCookie(name)
}

/** What is asked of the provider is decided here: next-auth would pass on whatever a visitor adds to the address. */
function takeWish({ method, nextUrl: { searchParams } }: NextRequest): SignInWish {
	if (method === 'GET') return 'any'
	const wish = (['again', 'another'] as const).find((name) => searchParams.has(name)) ?? 'any'
	for (const name of [...searchParams.keys()]) searchParams.delete(name)
	return wish
}

/** The provider's answer. What fails is over: nothing of it can be tried a second time. */
async function comeBack(request: NextRequest, context: SignInRequest): Promise<Response> {
	const isUnderWay = await answersOwnSignIn(request)
	const providerError = request.nextUrl.searchParams.get('error')
	const response = await NextAuth(authOptions('any'))(request, context)
	const hasFailed = /\/error\?error=/.test(response.headers.get('location') ?? '')
	if (!hasFailed) return response
	for (const name of flowCookieNames()) await dropCookie(name)
	if (isUnderWay) await tellFailure(failureOf(providerError))
	return response
}

function failureOf(providerError: string | null): SignInFailure {
	if (providerError === null) return 'answer_refused'
	return providerError === 'access_denied' ? 'called_off' : 'provider_refused'
}

/** Whether this browser began the sign-in that the answer is for: anybody can make up an answer. */
async function answersOwnSignIn({ nextUrl, cookies }: NextRequest): Promise<boolean> {
	const name = stateCookieName()
	const sealed = await unseal(cookies.get(name)?.value, name)
	const state = nextUrl.searchParams.get('state')
	return state !== null && sealed?.value === state
}

/** The person is answered in any case. */
async function tellFailure(why: SignInFailure): Promise<void> {
	try {
		await recordFailedSignIn(why, { ...(await readPlace()) })
	} catch (error) {
		log().error({ kind: 'sign_in', err: error }, 'a failed sign-in could not be recorded')
	}
}
