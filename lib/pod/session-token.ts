import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { isSessionToken, readPrivateKey, readSessionToken } from '#lib/pod-settings.ts'
import { wireLogin } from './contract.ts'
import { untilAborted } from './deadline.ts'
import type { Answer, Lost } from './exchange.ts'
import { readOwnError } from './own-error.ts'
import { lostError, PodError } from './pod-error.ts'

/** Who the console is to the pod: a service account with its RSA key (PKCS#1 or PKCS#8 PEM), or a ready token. */
export type Credentials =
	| { kind: 'key'; username: string; privateKeyPem: string }
	| { kind: 'token'; token: string }

/** One login's outcome. Compared by identity: the pod may give the same text twice. */
export interface Session {
	readonly token: string
}

export interface SessionSource {
	/** The session in use; logs in where there is none. @throws PodError */
	current(signal: AbortSignal): Promise<Session>
	/**
	 * A session to replay with after a 401: the one that has replaced `rejected` meanwhile, or a new one. One login
	 * serves everybody who asks at the same time. `null` where a ready token is all there is.
	 * @throws PodError
	 */
	renew(rejected: Session, signal: AbortSignal): Promise<Session | null>
}

/** Sends the signed login token to the pod. */
export type SendLogin = (jwt: string) => Promise<Answer | Lost>

/** The pod refuses login tokens that live longer than 300 s; its own clients take 240. */
const loginTokenSeconds = 240

/** @throws AppError `invalid_input` for a key or token that cannot be one; neither is quoted */
export function createSessionSource(credentials: Credentials, sendLogin: SendLogin): SessionSource {
	if (credentials.kind === 'token') return staticSession(credentials.token)
	const key = readPrivateKey(credentials.privateKeyPem)
	let current: Session | null = null
	let pending: Promise<Session> | null = null

	const logIn = async () => {
		const session = readLogin(await sendLogin(await signLoginToken(credentials.username, key)))
		current = session
		return session
	}
	const sharedLogin = () => {
		pending ??= logIn().finally(() => {
			pending = null
		})
		return pending
	}
	return {
		current: async (signal) => current ?? untilAborted(sharedLogin(), signal),
		async renew(rejected, signal) {
			if (current && current !== rejected) return current
			current = null
			return untilAborted(sharedLogin(), signal)
		},
	}
}

function staticSession(token: string): SessionSource {
	const session = { token: readSessionToken(token) }
	return { current: async () => session, renew: async () => null }
}

const signLoginToken = (username: string, key: KeyObject) =>
	new SignJWT()
		.setProtectedHeader({ alg: 'RS512' })
		.setSubject(username)
		.setExpirationTime(Math.floor(Date.now() / 1000) + loginTokenSeconds)
		.sign(key)

function readLogin(answer: Answer | Lost): Session {
	if (answer.kind === 'lost') throw lostError(answer)
	const { body, status } = answer
	const parsed = body.kind === 'json' ? wireLogin.safeParse(body.value) : null
	if (status >= 200 && status < 300 && parsed?.success && isSessionToken(parsed.data.token)) {
		return { token: parsed.data.token }
	}
	throw loginError(answer)
}

function loginError({ status, body, traceId, retryAfterMs }: Answer): PodError {
	const own = readOwnError(body)
	const details = { httpStatus: status, traceId, retryAfterMs, ...own }
	if (own && status >= 400 && status < 500 && status !== 408 && status !== 429) {
		const sentence =
			'The pod refused the console’s login. Ask whoever operates the console to check the service account and its key.'
		return new PodError('login', sentence, details)
	}
	const sentence = 'The pod’s login service did not answer as it should. Try again in a moment.'
	if (status === 429) return new PodError('busy', sentence, details)
	return new PodError(status >= 500 ? 'server_error' : 'unclear', sentence, details)
}
