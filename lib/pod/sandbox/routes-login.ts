import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Hono } from 'hono'
import { decodeJwt, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { jsonAnswer, PodError } from './answers.ts'
import { type SandboxEnv, type SandboxPod, sessionRequired } from './sandbox-pod.ts'
import { type ServiceAccount, serviceAccounts } from './service-accounts.ts'
import { accountOnWire } from './wire.ts'

const loginBody = z.object({ token: z.string() })
const longestValiditySeconds = 300

function tokenFrom(body: string): string {
	try {
		return loginBody.parse(JSON.parse(body)).token
	} catch {
		throw new PodError(401, 'The body holds no token')
	}
}

function accountNamed(token: string): ServiceAccount {
	let subject: string | undefined
	try {
		subject = decodeJwt(token).sub
	} catch {
		throw new PodError(401, 'The token is not a JWT')
	}
	const account = serviceAccounts.find(({ username }) => username === subject)
	if (account === undefined) throw new PodError(401, 'The token names no known service account')
	return account
}

async function verify(token: string, key: KeyObject): Promise<void> {
	let expiresAtSeconds: number | undefined
	try {
		const { payload } = await jwtVerify(token, key, { algorithms: ['RS512'], requiredClaims: ['exp'] })
		expiresAtSeconds = payload.exp
	} catch (cause) {
		if (cause instanceof errors.JWTExpired) throw new PodError(401, 'The token has expired')
		if (cause instanceof errors.JOSEAlgNotAllowed)
			throw new PodError(401, 'The token is not signed with RS512')
		throw new PodError(401, 'The token could not be verified with the registered key')
	}
	if ((expiresAtSeconds ?? 0) > Date.now() / 1000 + longestValiditySeconds) {
		throw new PodError(401, 'The token expires more than five minutes from now')
	}
}

function registeredKey(pem: string): KeyObject {
	try {
		const key = createPublicKey(pem)
		if (key.asymmetricKeyType === 'rsa') return key
	} catch {
		// Told below, as is a key of another kind.
	}
	throw new TypeError('The registered public key is not an RSA key in PEM.')
}

/** Signing in with a signed token, and who is signed in. */
export function addLoginRoutes(app: Hono<SandboxEnv>, pod: SandboxPod, publicKeyPem: string): void {
	const key = registeredKey(publicKeyPem)

	app.post('/login/pubkey/authenticate', async (c) => {
		const token = tokenFrom(await c.req.text())
		const account = accountNamed(token)
		await verify(token, key)
		return jsonAnswer(200, { name: 'sessionToken', token: pod.sessions.open(account) })
	})

	app.get('/pod/v2/sessioninfo', sessionRequired(pod), (c) =>
		jsonAnswer(200, accountOnWire(c.get('account'))),
	)
}
