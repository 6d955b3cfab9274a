import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeSignInFailure } from './sign-in-failure.ts'

const named = (name: string, message: string, more: object = {}) =>
	Object.assign(new Error(message), { name, ...more })

it('nothing that a visitor puts into the address of an answer is in the log', () => {
	const unlike = fc.string({ minLength: 12, maxLength: 9000 }).map((text) => `jane.doe@example.com ${text}`)
	fc.assert(
		fc.property(unlike, (text) => {
			for (const metadata of [
				new Error(text),
				{ error: new Error(text), error_description: text, providerId: 'oidc' },
				{ error: named('OAuthCallbackError', `state mismatch, expected ${text}, got: ${text}`) },
				{ error: named('OAuthCallbackError', `access_denied (${text})`) },
			]) {
				const logged = JSON.stringify(describeSignInFailure('OAUTH_CALLBACK_ERROR', metadata))
				expect(logged).not.toContain('jane.doe')
				expect(logged.length).toBeLessThan(300)
			}
			const address = named('InvalidCallbackUrl', `Invalid callback URL. Received: ${text}`)
			expect(JSON.stringify(describeSignInFailure('INVALID_CALLBACK_URL_ERROR', address))).not.toContain(
				'jane',
			)
		}),
		{ numRuns: 50 },
	)
})

it.each([
	['OAUTH_CALLBACK_HANDLER_ERROR', { error: new Error('access_denied') }, { said: 'access_denied' }],
	[
		'OAUTH_CALLBACK_ERROR',
		{ error: named('OAuthCallbackError', 'invalid_client (No.)') },
		{ said: 'invalid_client' },
	],
	[
		'OAUTH_CALLBACK_ERROR',
		{ error: named('OAuthCallbackError', 'nonce mismatch, expected a, got: b') },
		{ name: 'OAuthCallbackError', said: 'nonce mismatch' },
	],
	[
		'SIGNIN_OAUTH_ERROR',
		{ error: named('Error', 'connect ECONNREFUSED 127.0.0.1:9', { code: 'ECONNREFUSED' }) },
		{ said: 'connect ECONNREFUSED 127.0.0.1', systemCode: 'ECONNREFUSED' },
	],
	[
		'SIGNIN_OAUTH_ERROR',
		{ error: named('OPError', 'expected 200 OK, got: 404 Not Found') },
		{ said: 'expected 200 OK, got: 404 Not Found' },
	],
	['NO_SECRET', undefined, {}],
])('%s still tells an operator what went wrong', (code, metadata, told) => {
	expect(describeSignInFailure(code, metadata)).toMatchObject({ code, ...told })
})
