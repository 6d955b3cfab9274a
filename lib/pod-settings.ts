import { createPrivateKey, type KeyObject } from 'node:crypto'
import { blockedPortSentence, isBlockedPort } from './blocked-ports.ts'
import { AppError } from './errors.ts'

/**
 * What a pod's address, the service account's key and a session token must be: one rule for the start, which
 * refuses a configuration, and for the client that uses it. No sentence quotes a value: it could hold a secret.
 */

const loopbackHost = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|\[::1\])$/

/** Whether a host, as in a URL or bare, is reached from this machine alone. */
export function isLoopback(host: string): boolean {
	return loopbackHost.test(host)
}

/** Whether people reach the console at an address that other machines know. */
export const isPublic = (publicUrl: string | null) =>
	publicUrl !== null && !isLoopback(new URL(publicUrl).hostname)

/**
 * The address without a slash at its end, such as `https://acme.symphony.com/pod`.
 * @param variable which variable names it, for the sentence
 * @throws AppError `invalid_input`
 */
export function readPodAddress(address: string, variable: string): string {
	const url = URL.canParse(address) ? new URL(address) : null
	if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || /[?#]/.test(url.href)) {
		throw new AppError(
			'invalid_input',
			`${variable} must be a plain address such as https://acme.symphony.com/pod, without user name, password, query or fragment.`,
		)
	}
	if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
		throw new AppError(
			'invalid_input',
			`${variable} must begin with https:// (plain http:// is taken for loopback addresses only).`,
		)
	}
	if (isBlockedPort(Number(url.port))) throw new AppError('invalid_input', blockedPortSentence(variable))
	return url.href.replace(/\/+$/, '')
}

/**
 * The service account's RSA key from its PEM, PKCS#1 or PKCS#8.
 * @throws AppError `invalid_input` for anything else, and for a key of fewer than 2048 bits
 */
export function readPrivateKey(pem: string): KeyObject {
	const key = parsePem(pem)
	const isStrongRsa =
		key?.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
	if (key && isStrongRsa) return key
	throw new AppError(
		'invalid_input',
		'The file that SYMPHONY_BOT_PRIVATE_KEY_PATH names must hold an RSA private key of at least 2048 bits, unencrypted, as PEM (PKCS#1 or PKCS#8).',
	)
}

function parsePem(pem: string): KeyObject | null {
	try {
		return createPrivateKey(pem)
	} catch {
		return null
	}
}

/** Whether a header can carry the text as a token. `fetch` quotes what it cannot carry in its error. */
export function isSessionToken(text: string): boolean {
	return /^[\x21-\x7e]+$/.test(text)
}

/**
 * A ready session token, as it was given.
 * @throws AppError `invalid_input`
 */
export function readSessionToken(text: string): string {
	if (isSessionToken(text)) return text
	throw new AppError(
		'invalid_input',
		'SYMPHONY_SESSION_TOKEN holds a space or another character that no session token has. Copy it again.',
	)
}
